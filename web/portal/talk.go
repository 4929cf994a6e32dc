package portal

import (
	"fmt"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// talkView is what was written with somebody, and where they write.
type talkView struct {
	Phone  ui.Phone
	Title  string
	Text   string
	Said   []spoken
	Answer *ui.FormOf // nil where there is no conversation to answer in
	Body   ui.Field
	New    ui.FormOf
	Kind   ui.Field
	Words  ui.Field
	Fresh  bool // the form of something new stands open
	Others []ui.Link
	Call   string
}

// spoken is one message as they read it.
type spoken struct {
	Day, Foot, Body string
	Mine            bool
}

// GET /talk: the birth date, then the conversation that the link was sent about.
func (h *Handler) talk(w http.ResponseWriter, r *http.Request) error {
	b, err := h.messages.Behind(r.Context(), page.Actor(r), 0)
	switch {
	case err != nil:
		return h.refuse(w, r, err)
	case !b.Confirmed:
		return page.Render(w, r, birthPage(birthForTalk(b, "", nil)))
	}
	return page.See(w, r, href.TalkOf(b.Talk))
}

// POST /talk/birth
func (h *Handler) confirmForTalk(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[born](r)
	if err != nil {
		return err
	}
	wrong := h.forms.Confirm(r.Context(), page.Actor(r), in.Born)
	if fault.KindOf(wrong) != fault.Invalid {
		if wrong != nil {
			return h.refuse(w, r, wrong)
		}
		return page.See(w, r, href.Talk)
	}
	b, err := h.messages.Behind(r.Context(), page.Actor(r), 0)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { return birthPage(birthForTalk(b, in.Born, f)) })
}

// GET /talk/{conversation}
func (h *Handler) talkOn(w http.ResponseWriter, r *http.Request) error {
	v, confirmed, err := h.talkOf(r, messaging.Note{})
	if err != nil {
		return h.refuse(w, r, err)
	}
	if !confirmed {
		return page.See(w, r, href.Talk)
	}
	return page.Render(w, r, talkPage(v))
}

// POST /talk/{conversation}
func (h *Handler) answer(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[messaging.Note](r)
	if err != nil {
		return err
	}
	in.Talk = page.Param(r, "conversation")
	return h.note(w, r, in)
}

// POST /talk: something new.
func (h *Handler) writeNew(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[messaging.Note](r)
	if err != nil {
		return err
	}
	in.Talk = ""
	return h.note(w, r, in)
}

func (h *Handler) note(w http.ResponseWriter, r *http.Request, in messaging.Note) error {
	n, err := h.messages.WriteByLink(r.Context(), page.Actor(r), in)
	if fault.KindOf(err) == fault.Invalid {
		v, confirmed, failed := h.talkOf(r, in)
		if failed != nil || !confirmed {
			return h.refuse(w, r, err)
		}
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { return talkPage(v.marked(in, f)) })
	}
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.See(w, r, href.TalkOf(n)+"#end")
}

// talkOf reads the conversation of the path, or else the link's own.
func (h *Handler) talkOf(r *http.Request, in messaging.Note) (talkView, bool, error) {
	n, err := talkIn(r)
	if err != nil {
		return talkView{}, false, err
	}
	b, err := h.messages.Behind(r.Context(), page.Actor(r), n)
	if err != nil || !b.Confirmed {
		return talkView{}, false, err
	}
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return talkView{}, false, fmt.Errorf("the practice's zone: %w", err)
	}
	return talkOf(b, in, zone), true, nil
}

// talkIn is the conversation of the path, or 0 where it names none.
func talkIn(r *http.Request) (id.Conversation, error) {
	if page.Param(r, "conversation") == "" {
		return 0, nil
	}
	return page.ID[id.Conversation](r, "conversation")
}

func talkOf(b messaging.Behind, in messaging.Note, zone *time.Location) talkView {
	v := talkView{
		Phone: ui.Phone{Title: "Your messages", Practice: b.Practice}, Title: "Your messages with " + b.Practice, Call: b.Phone,
		Body: ui.Field{ID: "answer", Label: "Your answer", Name: "body", Kind: ui.Area, Rows: 4, Value: in.Body},
		New:  ui.FormOf{Action: href.Talk, Class: "stack"},
		Kind: ui.Field{ID: "about", Label: "What is it about?", Name: "kind", Kind: ui.Choice, Value: in.Kind, Required: true, Options: []ui.Option{
			{Value: "administrative", Label: "My appointment", Detail: "The front desk reads it."},
			{Value: "billing", Label: "My bill", Detail: "Billing reads it."},
			{Value: "clinical", Label: "My health", Detail: "Only clinicians read it. In an emergency please call the emergency number."},
		}},
		Words: ui.Field{ID: "words", Label: "Your message", Name: "body", Kind: ui.Area, Rows: 5, Value: in.Body},
	}
	if b.Proxy {
		v.Text = "You write for " + b.Client + "."
		for i, label := range []string{"Their appointment", "Their bill", "Their health"} {
			v.Kind.Options[i].Label = label
		}
	}
	last := ""
	for _, m := range b.Messages {
		s := spoken{Mine: m.Mine, Body: m.Body, Foot: m.By + ", " + m.At.In(zone).Format("15:04")}
		if day := civil.Of(m.At, zone).Format("Monday 2 January"); day != last {
			s.Day, last = day, day
		}
		v.Said = append(v.Said, s)
	}
	if len(v.Said) > 0 {
		if v.Said[len(v.Said)-1].Mine {
			v.Body.Label = "Anything to add?"
		}
		v.Answer = &ui.FormOf{Action: href.TalkOf(b.Talk), Class: "stack"}
	}
	for _, t := range b.Talks {
		if t.ID != b.Talk {
			v.Others = append(v.Others, ui.Link{Href: href.TalkOf(t.ID), Label: t.Subject + ", " + t.LastAt.In(zone).Format("2 January")})
		}
	}
	v.Fresh = v.Answer == nil
	return v
}

// marked shows what was wrong under the form that was sent, and leaves the other empty.
func (v talkView) marked(in messaging.Note, f *fault.Fault) talkView {
	if in.Talk != "" {
		fields := []ui.Field{v.Body}
		page.Mark(fields, f)
		v.Body, v.Words.Value = fields[0], ""
		return v
	}
	fields := []ui.Field{v.Kind, v.Words}
	page.Mark(fields, f)
	v.Kind, v.Words, v.Body.Value, v.Fresh = fields[0], fields[1], "", true
	return v
}

func birthForTalk(b messaging.Behind, typed string, wrong *fault.Fault) birthView {
	label, text := "Your date of birth", "We show what was written only to you. Please give your date of birth."
	if b.Proxy {
		label, text = b.Client+"’s date of birth", "We show what was written only to you. Please give the date of birth of "+b.Client+"."
	}
	field := []ui.Field{{Label: label, Name: "born", Value: typed, Kind: ui.Date, Required: true, Autocomplete: "off"}}
	page.Mark(field, wrong)
	return birthView{
		Title: "Your messages with " + b.Practice, Text: text,
		Phone: ui.Phone{Title: "Your messages", Practice: b.Practice, Foot: nextFoot("Go on", "birth", "")},
		Form:  ui.FormOf{ID: "birth", Action: href.TalkBirth, Class: "stack", Errors: page.Errors(field)},
		Field: field[0],
	}
}
