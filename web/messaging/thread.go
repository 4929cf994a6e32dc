package messaging

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// threadView is a client's conversation and the two ways to add to it.
type threadView struct {
	Shell   ui.Shell
	Name    string
	Meta    string
	Earlier *ui.Link
	Days    []day
	Notice  *ui.Notice
	Outbox  *ui.Link // beside the notice, for those who may open it
	Write   *writeView
	Remark  remarkView
}

type writeView struct {
	Form    ui.FormOf
	Subject ui.Field
	Body    ui.Field
}

type remarkView struct {
	Form ui.FormOf
	Body ui.Field
	Call ui.Field
}

// typed is what the two forms held when one of them came back with a fault.
type typed struct {
	message messaging.Written
	remark  messaging.Remark
	wrote   *fault.Fault
	logged  *fault.Fault
}

// GET /clients/{client}/messages
func (h *Handler) thread(w http.ResponseWriter, r *http.Request) error {
	v, err := h.threadOf(r, typed{})
	if err != nil {
		return err
	}
	return page.Render(w, r, threadPage(v))
}

// POST /clients/{client}/messages
func (h *Handler) write(w http.ResponseWriter, r *http.Request) error {
	c, err := clientOf(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[messaging.Written](r)
	if err != nil {
		return err
	}
	if _, err := h.flow.WriteMessage(r.Context(), page.Actor(r), c, in); err != nil {
		return h.retry(w, r, err, func(f *fault.Fault) typed { return typed{message: in, wrote: f} })
	}
	h.site.Say(r, ui.Toast{Text: "Written. The mail goes as soon as it can."})
	return page.See(w, r, href.Messages(c))
}

// POST /clients/{client}/messages/remarks
func (h *Handler) log(w http.ResponseWriter, r *http.Request) error {
	c, err := clientOf(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[messaging.Remark](r)
	if err != nil {
		return err
	}
	if _, err := h.messages.Log(r.Context(), page.Actor(r), c, in); err != nil {
		return h.retry(w, r, err, func(f *fault.Fault) typed { return typed{remark: in, logged: f} })
	}
	h.site.Say(r, ui.Toast{Text: "Kept."})
	return page.See(w, r, href.Messages(c))
}

// retry shows the conversation again with what was typed.
func (h *Handler) retry(w http.ResponseWriter, r *http.Request, err error, what func(*fault.Fault) typed) error {
	var failed error
	answered := page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		v, err := h.threadOf(r, what(f))
		failed = err
		return threadPage(v)
	})
	if failed != nil {
		return failed
	}
	return answered
}

// POST /clients/{client}/mails/{mail}/resend
func (h *Handler) resend(w http.ResponseWriter, r *http.Request) error {
	c, err := clientOf(r)
	if err != nil {
		return err
	}
	m, err := mailOf(r)
	if err != nil {
		return err
	}
	if err := h.flow.ResendMail(r.Context(), page.Actor(r), c, m); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "The mail is tried once more."})
	return page.See(w, r, href.Messages(c))
}

func (h *Handler) threadOf(r *http.Request, in typed) (threadView, error) {
	c, err := clientOf(r)
	if err != nil {
		return threadView{}, err
	}
	q, err := page.Query[struct {
		Before id.Message `form:"before"`
	}](r)
	if err != nil {
		return threadView{}, err
	}
	talk, err := h.messages.Thread(r.Context(), page.Actor(r), c, q.Before)
	if err != nil {
		return threadView{}, err
	}
	v := threadOf(c, talk, h.now(r), page.Actor(r), in)
	v.Shell = h.site.Shell(r, "Messages with "+talk.Client, "p")
	v.Shell.Back = &ui.Link{Href: href.Client(c), Label: talk.Client}
	return v, nil
}

func threadOf(c id.Client, talk messaging.Thread, now calendar, who access.Actor, in typed) threadView {
	v := threadView{Name: talk.Client, Meta: metaOf(talk), Remark: remarkOf(c, in)}
	v.Days = days(c, talk.List, now, who.May(access.ResendMail))
	if talk.Earlier {
		v.Earlier = &ui.Link{Href: href.MessagesBefore(c, talk.List[0].ID), Label: "Earlier messages"}
	}
	if talk.Email == "" {
		return v
	}
	v.Write = writeOf(c, in)
	if !talk.Served {
		v.Notice = &ui.Notice{Tone: ui.Ochre, Title: "Mails wait.", Text: "No mail server is set up yet. What you write is kept, and goes by itself once there is one."}
		if who.May(access.OpenOutbox) {
			v.Outbox = &ui.Link{Href: href.Outbox, Label: "Open the outbox"}
		}
	}
	return v
}

func metaOf(talk messaging.Thread) string {
	if talk.Email == "" {
		return "There is no mail address in the file, so nothing can be mailed. Remarks and phone calls are kept here."
	}
	return "By mail to " + talk.Email
}

func writeOf(c id.Client, in typed) *writeView {
	fields := []ui.Field{
		{Label: "Subject", Name: "subject", Value: in.message.Subject, Required: true},
		{Label: "Message", Name: "body", Value: in.message.Body, Kind: ui.Area, Rows: 6, Required: true},
	}
	page.Mark(fields, in.wrote)
	return &writeView{formOf(href.Messages(c), in.wrote, fields), fields[0], fields[1]}
}

func remarkOf(c id.Client, in typed) remarkView {
	call := ""
	if in.remark.Call {
		call = "true"
	}
	fields := []ui.Field{{Label: "What should be remembered", ID: "f-remark", Name: "body", Value: in.remark.Body, Kind: ui.Area, Rows: 4, Required: true}}
	page.Mark(fields, in.logged)
	return remarkView{formOf(href.Remarks(c), in.logged, nil), fields[0], ui.Field{Label: "It was said on the phone", Name: "call", Kind: ui.Check, Value: call}}
}

func formOf(action string, f *fault.Fault, fields []ui.Field) ui.FormOf {
	form := ui.FormOf{Action: action, Class: "stack", Errors: page.Errors(fields)}
	if f != nil {
		form.Fault = f.Message
	}
	return form
}
