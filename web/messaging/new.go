package messaging

import (
	"cmp"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// newView begins a conversation: by a message, or by a call that is logged.
type newView struct {
	Shell  ui.Shell
	Title  string
	Lede   string
	Form   ui.FormOf
	Fields []ui.Field
	Do     ui.Act
	Other  *ui.Link // the other of the two
}

// begun is what was typed to begin.
type begun struct {
	Client     string `form:"client"`
	ClientText string `form:"client_text"`
	messaging.Starting
}

// GET /inbox/new
func (h *Handler) newMessage(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[begun](r)
	if err != nil {
		return err
	}
	v, err := h.newOf(r, in, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, newPage(v))
}

// POST /inbox/new
func (h *Handler) start(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[begun](r)
	if err != nil {
		return err
	}
	c, err := id.Parse[id.Client](in.Client)
	if err != nil {
		err = &fault.Fault{Kind: fault.Invalid, Message: "Nobody is chosen yet. Nothing was lost.", Fields: map[string]string{"client": "Find the patient and pick one of those found."}}
	}
	var n id.Conversation
	if err == nil {
		n, err = h.flow.StartTalk(r.Context(), page.Actor(r), c, in.Starting)
	}
	if err == nil {
		return h.after(w, r, "Written. The mail with the link goes as soon as it can.", href.Conversation(c, n))
	}
	v, failed := h.newOf(r, in, err)
	if failed != nil {
		return failed
	}
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { return newPage(v.marked(f)) })
}

func (h *Handler) newOf(r *http.Request, in begun, refused error) (newView, error) {
	who := page.Actor(r)
	found, err := h.whoOf(r, in)
	if err != nil {
		return newView{}, err
	}
	kinds := matterOptions()
	if !who.May(access.ReadClinical) {
		kinds = kinds[:2]
	}
	v := newView{
		Title: "New message", Lede: "The patient gets a mail with a link, and reads what you write after their date of birth.",
		Form: ui.FormOf{Action: href.NewMessage, Class: "stack"}, Do: ui.Act{Label: "Send", Kind: "primary", Icon: "send", Key: "Ctrl+Enter"},
		Fields: []ui.Field{
			found,
			{Label: "About", Name: "kind", Kind: ui.Select, Value: cmp.Or(in.Kind, string(messaging.Administrative)), Options: kinds},
			{Label: "Subject", Name: "subject", Value: in.Subject, Required: true, Autocomplete: "off"},
			{Label: "Message", Name: "body", Value: in.Body, Kind: ui.Area, Rows: 8, Required: true},
		},
	}
	v.Shell = h.site.Shell(r, v.Title, "i")
	v.Shell.Back = &ui.Link{Href: href.Inbox, Label: "Inbox"}
	if c, err := id.Parse[id.Client](in.Client); err == nil {
		v.Other = &ui.Link{Href: href.LogCall(c), Label: "Log a phone call instead"}
	}
	return v, nil
}

// whoOf is the patient: known, found by the words that were typed, or to be found.
func (h *Handler) whoOf(r *http.Request, in begun) (ui.Field, error) {
	who := page.Actor(r)
	find := ui.Field{Label: "To", Name: "client", Value: in.Client, FindText: in.ClientText, Find: href.Writers, Help: "By name, birth date, phone or number."}
	if c, err := id.Parse[id.Client](in.Client); err == nil {
		f, err := h.files.Client(r.Context(), who, c)
		if err != nil {
			return find, err
		}
		find.FindText = f.Name()
		return find, nil
	}
	if in.ClientText == "" {
		return find, nil
	}
	found, err := h.files.Find(r.Context(), who, in.ClientText)
	if err != nil || len(found) == 0 {
		return find, err
	}
	return ui.Field{Label: "To", Name: "client", Kind: ui.Radio, Options: peopleOf(found)}, nil
}

// GET /inbox/patients
func (h *Handler) writers(w http.ResponseWriter, r *http.Request) error {
	found, err := h.files.Find(r.Context(), page.Actor(r), r.URL.Query().Get("client_text"))
	if err != nil {
		return err
	}
	return page.Render(w, r, writerOptions(peopleOf(found)))
}

func peopleOf(found []clients.Found) (out []ui.Option) {
	for _, f := range found[:min(len(found), 8)] {
		out = append(out, ui.Option{Value: f.ID.String(), Label: f.Name(), Detail: "No. " + f.ID.String()})
	}
	return out
}

func (v newView) marked(f *fault.Fault) newView {
	page.Mark(v.Fields, f)
	v.Form.Errors = page.Errors(v.Fields)
	v.Form.Fault = f.Message
	return v
}

// GET /clients/{client}/calls/new
func (h *Handler) newCall(w http.ResponseWriter, r *http.Request) error {
	v, err := h.newCallOf(r, messaging.CallForm{})
	if err != nil {
		return err
	}
	return page.Render(w, r, newPage(v))
}

// POST /clients/{client}/calls/new
func (h *Handler) logCall(w http.ResponseWriter, r *http.Request) error {
	c, err := clientOf(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[messaging.CallForm](r)
	if err != nil {
		return err
	}
	n, err := h.messages.LogCall(r.Context(), page.Actor(r), c, 0, in)
	if err == nil {
		return h.after(w, r, "The call is kept.", href.Conversation(c, n))
	}
	v, failed := h.newCallOf(r, in)
	if failed != nil {
		return failed
	}
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component { return newPage(v.marked(f)) })
}

func (h *Handler) newCallOf(r *http.Request, in messaging.CallForm) (newView, error) {
	c, err := clientOf(r)
	if err != nil {
		return newView{}, err
	}
	t, err := h.flow.OpenCall(r.Context(), page.Actor(r), c)
	if err != nil {
		return newView{}, err
	}
	v := newView{
		Title: "Phone call with " + t.Client.Name(), Lede: "Kept inside. A call back that is due stands in the inbox like an answer.",
		Form: ui.FormOf{Action: href.LogCall(c), Class: "stack"}, Do: ui.Act{Label: "Keep the call", Kind: "primary", Icon: "phone"},
		Fields: unnamed(callFields(t, in, in.Reason, true)),
	}
	v.Shell = h.site.Shell(r, v.Title, "i")
	v.Shell.Back = &ui.Link{Href: href.Messages(c), Label: "Messages with " + t.Client.Name()}
	return v, nil
}

// unnamed leaves the fields their usual ids, by which the page's errors lead to them.
func unnamed(fields []ui.Field) []ui.Field {
	for i := range fields {
		fields[i].ID = ""
	}
	return fields
}
