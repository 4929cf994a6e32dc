package messaging

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// talkView is the conversation that is open, with what can be done about it.
type talkView struct {
	Name, Subject, Meta string
	Tag                 ui.Tag
	Earlier             *ui.Link
	Days                []day
	Sealed              bool
	Claim               *ui.FormOf
	From                string     // who has it, as Claim tells it
	Seen                string     // the newest message that the page shows
	Taken               *ui.Notice // somebody was first, or wrote meanwhile
	With                *said      // what they wrote
	Book                *ui.Act
	Acts                []actView
	More                []actView // further away
	Done, Reopen        *ui.FormOf
	Reply               *replyView
	Notice              *ui.Notice
	Turns               []turnView
}

// actView is an act that asks something: a summary that opens its form.
type actView struct {
	Act    ui.Act
	Form   ui.FormOf
	Fields []ui.Field
	Do     string
	Open   bool
	Note   string
}

// opened is true where one of the acts came back with what was wrong.
func opened(list []actView) bool {
	return slices.ContainsFunc(list, func(a actView) bool { return a.Open })
}

type replyView struct {
	Form ui.FormOf
	Body ui.Field
	Done ui.Field
	Seen string // the newest message that the page shows
	With *said  // what was written meanwhile, beside what was typed
	Note string
}

// turnView is one line of who had it.
type turnView struct {
	When, Text, Word string
	Link             *ui.Link
	Late             bool
}

// attempt is an act whose form came back with a fault.
type attempt struct {
	act    string
	fault  *fault.Fault
	reply  messaging.Replying
	give   messaging.Handing
	done   messaging.Closing
	call   messaging.CallForm
	remark messaging.Remark
	task   worklist.TaskForm
	note   noting
	with   *messaging.Message // what a reply or a closing crossed with
}

// GET /clients/{client}/conversations/{conversation}
func (h *Handler) talk(w http.ResponseWriter, r *http.Request) error {
	v, err := h.talkOf(r, attempt{})
	if err != nil {
		return err
	}
	return page.Render(w, r, inboxPage(v))
}

func (h *Handler) talkOf(r *http.Request, in attempt) (inboxView, error) {
	c, n, err := page.InFile[id.Conversation](r, "conversation")
	if err != nil {
		return inboxView{}, err
	}
	q, err := page.Query[struct {
		Before id.Message `form:"before"`
	}](r)
	if err != nil {
		return inboxView{}, err
	}
	t, err := h.flow.OpenTalk(r.Context(), page.Actor(r), c, n, q.Before)
	if err != nil {
		return inboxView{}, err
	}
	v, err := h.inboxOf(r, n)
	if err != nil {
		return v, err
	}
	v.Shell.Live = page.Follow(r, href.Live{Inbox: true, File: c}.String())
	now, who := h.now(r), page.Actor(r)
	v.Talk = conversationOf(c, t, now, who, in)
	v.Talk.returning(page.Opener(r))
	v.Back = *page.Up(r, v.Back)
	v.Person = personOf(c, t, now, page.Person(r).Currency)
	return v, nil
}

// returning has every act of the conversation return to the list, or keep the way
// to it.
func (v *talkView) returning(list string) {
	forms := []*ui.FormOf{v.Claim, v.Done, v.Reopen}
	for i := range v.Acts {
		forms = append(forms, &v.Acts[i].Form)
	}
	for i := range v.More {
		forms = append(forms, &v.More[i].Form)
	}
	if v.Reply != nil {
		forms = append(forms, &v.Reply.Form)
	}
	for _, f := range forms {
		if f != nil {
			f.Action = href.Returning(f.Action, list)
		}
	}
}

func conversationOf(c id.Client, t workflow.TalkOf, now calendar, who access.Actor, in attempt) *talkView {
	v := &talkView{Name: nameOf(t), Subject: t.Subject, Sealed: t.Sealed, Tag: tagOf(t.Due, t.DoneAt, t.Outcome, t.Promised, now)}
	v.Meta = matters[t.Kind].about
	switch {
	case t.Owner != "":
		v.Meta += ", with " + t.Owner
	case t.DoneAt == nil:
		v.Meta += ", nobody’s yet (" + roleWords(t.Pool) + ")"
	}
	v.Days = days(c, t.Messages, now, who.May(access.ResendMail))
	if t.Earlier {
		v.Earlier = &ui.Link{Href: href.Conversation(c, t.ID) + "?before=" + t.Messages[0].ID.String(), Label: "Earlier messages"}
	}
	for _, x := range t.Turns {
		v.Turns = append(v.Turns, turnOf(c, x, now))
	}
	if t.Due != nil && t.Due.Before(now.at) {
		v.Turns = append(v.Turns, turnView{When: show.When(*t.Due, now.at, now.zone), Text: "Past the target, on the worklist", Late: true})
	}
	if !who.May(access.RouteMessage) {
		return v
	}
	v.acts(c, t, who, now, in)
	v.answer(c, t, now, in)
	return v
}

// acts are what the reader may do about it, the nearest first.
func (v *talkView) acts(c id.Client, t workflow.TalkOf, who access.Actor, now calendar, in attempt) {
	form := func(act string) *ui.FormOf { return &ui.FormOf{Action: href.OfConversation(c, t.ID, act)} }
	if t.DoneAt != nil {
		v.Reopen = form("reopen")
		return
	}
	if t.OwnerID != who.Staff() && !t.Sealed {
		v.Claim = form("claim")
		if in.act == "claim" && in.fault != nil {
			v.Taken = &ui.Notice{Tone: ui.Ochre, Title: in.fault.Message}
		}
	}
	if who.May(access.BookVisit) {
		v.Book = &ui.Act{Label: "Book", Href: href.BookFrom(c, t.ID, t.Newest), Small: true, Icon: "calendar-plus"}
	}
	v.From, v.Seen = t.OwnerID.String(), t.Newest.String()
	v.crossing(c, now, in)
	v.Acts = append(v.Acts, v.give(*form("give"), t, in))
	if t.Sealed {
		return
	}
	if t.WaitsSince == nil {
		v.Done = form("done")
	} else {
		v.Acts = append(v.Acts, noReplyOf(*form("done"), t, in))
	}
	v.more(form, t, who, now, in)
}

// crossing shows what was written meanwhile where that is why it is not closed.
func (v *talkView) crossing(c id.Client, now calendar, in attempt) {
	if in.act != "done" || in.with == nil {
		return
	}
	m := saidOf(c, *in.with, now, false)
	v.Taken, v.With = &ui.Notice{Tone: ui.Ochre, Title: in.fault.Message}, &m
}

// more are the acts that are further away: what it can become, a call, a remark.
func (v *talkView) more(form func(string) *ui.FormOf, t workflow.TalkOf, who access.Actor, now calendar, in attempt) {
	if len(t.Types) > 0 && who.May(access.MakeTask) {
		v.More = append(v.More, taskOf(*form("task"), t, in))
	}
	if t.Kind == messaging.Clinical && len(t.Records) > 0 && who.May(access.AddToNote) {
		v.More = append(v.More, noteOf(*form("note"), t, now, in))
	}
	if len(t.Forms) > 0 && who.May(access.SendPacket) {
		v.More = append(v.More, formsOf(*form("form"), t))
	}
	v.More = append(v.More, callOf(*form("call"), t, in), remarkAct(*form("remark"), in), sortOf(*form("kind"), t))
}

// answer is the form of a reply, or why there is none.
func (v *talkView) answer(c id.Client, t workflow.TalkOf, now calendar, in attempt) {
	switch {
	case t.Sealed:
		v.Notice = &ui.Notice{Icon: "lock", Title: "This is clinical.", Text: "Only clinicians read it and answer it. You see who wrote and when, and can give it to one of them."}
		return
	case t.Email == "":
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "There is no mail address.", Text: "Call, and log what was said; or add an address to the file."}
		return
	case !t.Birth:
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "The file has no date of birth.", Text: "By it the patient opens what you write. Add it, or call, and log what was said."}
		return
	}
	body := ui.Field{ID: "reply", Label: "Reply to " + v.Name, Name: "body", Value: in.reply.Body, Rows: 4}
	form := ui.FormOf{Action: href.OfConversation(c, t.ID, "reply"), Class: "compose"}
	if in.act == "reply" && in.fault != nil {
		body.Error = cmp.Or(in.fault.Fields["body"], in.fault.Message)
	}
	v.Reply = &replyView{
		Form: form, Body: body, Done: ui.Field{ID: "reply-done", Label: "Nothing is left to do", Name: "done", Kind: ui.Check, Value: ticked(in.reply.Done), Small: true},
		Seen: t.Newest.String(),
		Note: "Read behind a link, after the date of birth. The mail to " + t.Email + " says none of it.",
	}
	if in.act == "reply" && in.with != nil {
		m := saidOf(c, *in.with, now, false)
		v.Reply.With = &m
	}
	if !t.Served {
		v.Reply.Note += " It waits for a mail server."
	}
}

func ticked(yes bool) string {
	if yes {
		return "true"
	}
	return ""
}

func nameOf(t workflow.TalkOf) string {
	if t.Contact != "" {
		return t.Contact + ", for " + t.Client.Name()
	}
	return t.Client.Name()
}

// matters are the kinds in words.
var matters = map[messaging.Matter]struct{ label, about string }{
	messaging.Administrative: {"Appointments and the office", "About appointments or the office"},
	messaging.Billing:        {"Bills and payments", "About a bill or a payment"},
	messaging.Clinical:       {"Clinical", "Clinical"},
}

func matterOptions() []ui.Option {
	var out []ui.Option
	for _, m := range []messaging.Matter{messaging.Administrative, messaging.Billing, messaging.Clinical} {
		out = append(out, ui.Option{Value: string(m), Label: matters[m].label})
	}
	return out
}

// back shows the conversation again with the form that was refused.
func (h *Handler) back(w http.ResponseWriter, r *http.Request, err error, what func(*fault.Fault) attempt) error {
	var failed error
	answered := page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		v, err := h.talkOf(r, what(f))
		failed = err
		return inboxPage(v)
	})
	if failed != nil {
		return failed
	}
	return answered
}

func staffOptions(t workflow.TalkOf) []ui.Option {
	var out []ui.Option
	for _, p := range []string{"front_desk", "clinician", "biller", "manager"} {
		if t.Kind != messaging.Clinical || p == "clinician" {
			out = append(out, ui.Option{Value: p, Label: roleWords(p) + " (whoever is free)"})
		}
	}
	for _, s := range t.Staff {
		if t.Kind != messaging.Clinical || s.Clinician {
			out = append(out, ui.Option{Value: strconv.FormatInt(int64(s.ID), 10), Label: s.Name})
		}
	}
	return out
}
