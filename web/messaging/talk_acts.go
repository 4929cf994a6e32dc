package messaging

import (
	"cmp"
	"errors"
	"net/http"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

func (v *talkView) give(form ui.FormOf, t workflow.TalkOf, in attempt) actView {
	a := actView{Act: ui.Act{Label: "Give to", Small: true, Icon: "user-round", Key: "a"}, Form: form, Do: "Hand it over", Fields: []ui.Field{
		{ID: "give-to", Label: "To", Name: "to", Kind: ui.Select, Value: cmp.Or(in.give.To, t.Pool), Options: staffOptions(t)},
		{ID: "give-from", Name: "from", Kind: ui.Hidden, Value: t.OwnerID.String()},
		{ID: "give-word", Label: "A word", Name: "word", Value: in.give.Word, Help: "They read it beside the conversation.", Autocomplete: "off"},
	}}
	return a.marked("give", in)
}

// sortOf says what it is about, where the client chose another kind.
func sortOf(form ui.FormOf, t workflow.TalkOf) actView {
	return actView{Act: ui.Act{Label: "Sort", Small: true, Icon: "tag"}, Form: form, Do: "Sort it", Fields: []ui.Field{
		{ID: "sort-kind", Label: "It is about", Name: "kind", Kind: ui.Select, Value: string(t.Kind), Options: matterOptions()},
	}, Note: "It goes to the role that answers these. What is clinical is read by clinicians alone."}
}

func formsOf(form ui.FormOf, t workflow.TalkOf) actView {
	var options []ui.Option
	for _, f := range t.Forms {
		options = append(options, ui.Option{Value: f.ID.String(), Label: f.Title})
	}
	return actView{Act: ui.Act{Label: "Send form", Small: true, Icon: "clipboard-list"}, Form: form, Do: "Mail its link", Fields: []ui.Field{
		{ID: "form-packet", Label: "Form", Name: "packet", Kind: ui.Select, Value: options[0].Value, Options: options},
		seenOf(t, "form"),
	}, Note: "The conversation closes with it."}
}

func remarkAct(form ui.FormOf, in attempt) actView {
	a := actView{Act: ui.Act{Label: "Remark", Small: true, Icon: "message-square-dashed"}, Form: form, Do: "Keep the remark", Fields: []ui.Field{
		{ID: "remark-body", Label: "What colleagues should know", Name: "body", Kind: ui.Area, Rows: 3, Value: in.remark.Body},
	}, Note: "Stays inside: the patient does not see it."}
	return a.marked("remark", in)
}

func noReplyOf(form ui.FormOf, t workflow.TalkOf, in attempt) actView {
	a := actView{Act: ui.Act{Label: "Needs no reply", Small: true, Icon: "check", Key: "e"}, Form: form, Do: "Done", Fields: []ui.Field{
		{ID: "done-why", Label: "Why none is needed", Name: "why", Value: in.done.Why, Autocomplete: "off", Help: "Such as: only thanks, or settled at the desk."},
		seenOf(t, "done"),
	}}
	if in.act == "done" && in.with != nil {
		a.Open = true // what it crossed with stands above
		return a
	}
	return a.marked("done", in)
}

// callOf logs a call in this conversation.
func callOf(form ui.FormOf, t workflow.TalkOf, in attempt) actView {
	a := actView{Act: ui.Act{Label: "Log call", Small: true, Icon: "phone"}, Form: form, Do: "Keep the call", Fields: callFields(t, in.call, cmp.Or(in.call.Reason, t.Subject), false)}
	a.Fields = append(a.Fields, ui.Field{ID: "call-open", Label: "It is not settled by this", Name: "open", Kind: ui.Check, Value: ticked(in.call.Open)}, seenOf(t, "call"))
	return a.marked("call", in)
}

// callFields ask about a call: who, why, what came of it, and who calls back when.
func callFields(t workflow.TalkOf, in messaging.CallForm, reason string, fresh bool) []ui.Field {
	who := []ui.Option{{Value: "", Label: t.Client.Name()}}
	for _, c := range t.Contacts {
		who = append(who, ui.Option{Value: c.ID.String(), Label: c.Name})
	}
	out := []ui.Field{
		{ID: "call-contact", Label: "With whom", Name: "contact", Kind: ui.Select, Value: in.Contact, Options: who},
		{ID: "call-caller", Label: "Or somebody else", Name: "caller", Value: in.Caller, Autocomplete: "off"},
		{ID: "call-out", Label: "We called them", Name: "out", Kind: ui.Check, Value: ticked(in.Out)},
		{ID: "call-reason", Label: "Reason", Name: "reason", Value: reason, Required: true, Autocomplete: "off"},
		{ID: "call-outcome", Label: "What came of it", Name: "outcome", Kind: ui.Area, Rows: 3, Value: in.Outcome},
		{ID: "call-back", Label: "Call back", Name: "back", Kind: ui.Select, Value: in.Back, Options: []ui.Option{
			{Value: "", Label: "No call back is due"}, {Value: "1", Label: "Within 1 hour"}, {Value: "4", Label: "Within 4 hours"}, {Value: "24", Label: "Within a day"}, {Value: "72", Label: "Within 3 days"}, {Value: "168", Label: "Within a week"},
		}},
		{ID: "call-by", Label: "By whom", Name: "by", Kind: ui.Select, Value: in.By, Options: append([]ui.Option{{Value: "", Label: "The role whose matter it is"}}, staffOptions(t)...)},
	}
	if fresh {
		out = append([]ui.Field{{ID: "call-kind", Label: "About", Name: "kind", Kind: ui.Select, Value: cmp.Or(in.Kind, string(messaging.Administrative)), Options: matterOptions()}}, out...)
	}
	return out
}

// marked shows what was wrong with the act that was tried.
func (a actView) marked(act string, in attempt) actView {
	if in.act != act || in.fault == nil {
		return a
	}
	a.Open = true
	page.Mark(a.Fields, in.fault)
	if len(in.fault.Fields) == 0 {
		a.Form.Fault = in.fault.Message
	}
	return a
}

// of reads an act's path and what was typed.
func of[T any](r *http.Request) (c id.Client, n id.Conversation, in T, err error) {
	if c, n, err = page.InFile[id.Conversation](r, "conversation"); err != nil {
		return c, n, in, err
	}
	in, err = page.Decode[T](r)
	return c, n, in, err
}

// after says what was done and goes back to the conversation, or on to the list.
func (h *Handler) after(w http.ResponseWriter, r *http.Request, text, to string) error {
	h.site.Say(r, ui.Toast{Text: text})
	return page.See(w, r, to)
}

// crossedWith is what was written meanwhile, where that is why an act was refused.
func crossedWith(err error) *messaging.Message {
	if crossed, ok := errors.AsType[*messaging.Crossed](err); ok {
		return &crossed.With
	}
	return nil
}

// POST /clients/{client}/conversations/{conversation}/reply
func (h *Handler) reply(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[messaging.Replying](r)
	if err != nil {
		return err
	}
	if err := h.flow.Reply(r.Context(), page.Actor(r), c, n, in); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt {
			return attempt{act: "reply", fault: f, reply: in, with: crossedWith(err)}
		})
	}
	return h.after(w, r, "Answered. The mail with the link goes as soon as it can.", page.Back(r, href.Conversation(c, n)))
}

// POST /clients/{client}/conversations/{conversation}/claim
func (h *Handler) claim(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[messaging.Handing](r)
	if err != nil {
		return err
	}
	if err := h.messages.Claim(r.Context(), page.Actor(r), c, n, in.From); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "claim", fault: f} })
	}
	return h.after(w, r, "It is yours.", href.Returning(href.Conversation(c, n), page.Opener(r)))
}

// POST /clients/{client}/conversations/{conversation}/give
func (h *Handler) give(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[messaging.Handing](r)
	if err != nil {
		return err
	}
	if err := h.messages.Give(r.Context(), page.Actor(r), c, n, in); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "give", fault: f, give: in} })
	}
	return h.after(w, r, "Handed over.", href.Returning(href.Conversation(c, n), page.Opener(r)))
}

// POST /clients/{client}/conversations/{conversation}/kind
func (h *Handler) sort(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[struct {
		Kind string `form:"kind"`
	}](r)
	if err != nil {
		return err
	}
	if err := h.messages.Sort(r.Context(), page.Actor(r), c, n, in.Kind); err != nil {
		return err
	}
	return h.after(w, r, "Sorted.", href.Returning(href.Conversation(c, n), page.Opener(r)))
}

// POST /clients/{client}/conversations/{conversation}/done
func (h *Handler) done(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[messaging.Closing](r)
	if err != nil {
		return err
	}
	if err := h.messages.Done(r.Context(), page.Actor(r), c, n, in); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "done", fault: f, done: in, with: crossedWith(err)} })
	}
	h.site.Say(r, ui.Toast{Text: "Done.", Undo: href.OfConversation(c, n, "reopen")})
	return page.See(w, r, page.Back(r, href.Inbox))
}

// POST /clients/{client}/conversations/{conversation}/reopen
func (h *Handler) reopen(w http.ResponseWriter, r *http.Request) error {
	c, n, err := page.InFile[id.Conversation](r, "conversation")
	if err != nil {
		return err
	}
	if err := h.messages.Reopen(r.Context(), page.Actor(r), c, n); err != nil {
		return err
	}
	return h.after(w, r, "It is open again.", href.Returning(href.Conversation(c, n), page.Opener(r)))
}

// POST /clients/{client}/conversations/{conversation}/remark
func (h *Handler) remark(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[messaging.Remark](r)
	if err != nil {
		return err
	}
	in.Talk = n
	if _, err := h.messages.Log(r.Context(), page.Actor(r), c, in); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "remark", fault: f, remark: in} })
	}
	return h.after(w, r, "Kept.", href.Returning(href.Conversation(c, n), page.Opener(r)))
}

// POST /clients/{client}/conversations/{conversation}/call
func (h *Handler) call(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[messaging.CallForm](r)
	if err != nil {
		return err
	}
	if _, err := h.messages.LogCall(r.Context(), page.Actor(r), c, n, in); err != nil {
		return h.back(w, r, err, func(f *fault.Fault) attempt { return attempt{act: "call", fault: f, call: in} })
	}
	if in.Open || in.Back != "" {
		return h.after(w, r, "The call is kept.", page.Back(r, href.Conversation(c, n)))
	}
	return h.became(w, r, "The call is kept", c, n)
}

// POST /clients/{client}/conversations/{conversation}/form
func (h *Handler) form(w http.ResponseWriter, r *http.Request) error {
	c, n, in, err := of[struct {
		Packet id.Packet `form:"packet"`
		seeing
	}](r)
	if err != nil {
		return err
	}
	if err := h.flow.SendFormFromTalk(r.Context(), page.Actor(r), c, messaging.Open{Talk: n, Seen: in.Seen}, in.Packet); err != nil {
		return err
	}
	return h.became(w, r, "The form’s link is mailed", c, n)
}
