package messaging

import (
	"cmp"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// straysView is the tray of mails that nobody knows whose they are.
type straysView struct {
	Shell ui.Shell
	List  []strayView
}

type strayView struct {
	ID, Subject, From, When, Body, Lost string
	Open, Dropping                      bool
	File, Drop                          ui.FormOf
	Fields                              []ui.Field
	Why                                 ui.Field
}

// tray is what was typed for one mail of the tray.
type tray struct {
	Client     string `form:"client"`
	ClientText string `form:"client_text"`
	Kind       string `form:"kind"`
	Why        string `form:"why"`
}

// GET /inbox/strays
func (h *Handler) strays(w http.ResponseWriter, r *http.Request) error {
	v, err := h.straysOf(r, 0, tray{}, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, straysPage(v))
}

// POST /inbox/strays/{mail}/file
func (h *Handler) fileStray(w http.ResponseWriter, r *http.Request) error {
	n, in, err := strayOf(r)
	if err != nil {
		return err
	}
	c, err := id.Parse[id.Client](in.Client)
	if err != nil {
		return h.strayBack(w, r, n, in, &fault.Fault{Kind: fault.Invalid, Message: "Nobody is chosen yet.", Fields: map[string]string{"client": "Find who wrote it and pick one of those found."}})
	}
	talk, err := h.messages.FileStray(r.Context(), page.Actor(r), c, n, in.Kind)
	if err != nil {
		return h.strayBack(w, r, n, in, err)
	}
	return h.after(w, r, "Filed. Its clock runs from now.", href.Conversation(c, talk))
}

// POST /inbox/strays/{mail}/drop
func (h *Handler) dropStray(w http.ResponseWriter, r *http.Request) error {
	n, in, err := strayOf(r)
	if err != nil {
		return err
	}
	if err := h.messages.DropStray(r.Context(), page.Actor(r), n, messaging.Closing{Why: in.Why}); err != nil {
		return h.strayBack(w, r, n, in, err)
	}
	return h.after(w, r, "Thrown away.", href.Strays)
}

func strayOf(r *http.Request) (n id.Received, in tray, err error) {
	if n, err = page.ID[id.Received](r, "mail"); err != nil {
		return n, in, err
	}
	in, err = page.Decode[tray](r)
	return n, in, err
}

func (h *Handler) strayBack(w http.ResponseWriter, r *http.Request, n id.Received, in tray, err error) error {
	var failed error
	answered := page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		v, err := h.straysOf(r, n, in, f)
		failed = err
		return straysPage(v)
	})
	if failed != nil {
		return failed
	}
	return answered
}

func (h *Handler) straysOf(r *http.Request, tried id.Received, in tray, f *fault.Fault) (straysView, error) {
	list, err := h.messages.Strays(r.Context(), page.Actor(r))
	if err != nil {
		return straysView{}, err
	}
	v := straysView{Shell: h.site.Shell(r, "Not known who wrote", "i")}
	v.Shell.Back = &ui.Link{Href: href.Inbox, Label: "Inbox"}
	now := h.now(r)
	for _, m := range list {
		typed, wrong := tray{}, (*fault.Fault)(nil)
		if m.ID == tried {
			typed, wrong = in, f
		}
		v.List = append(v.List, strayRow(m, now, typed, wrong))
	}
	return v, nil
}

func strayRow(m messaging.Strayed, now calendar, in tray, f *fault.Fault) strayView {
	n := m.ID.String()
	from := m.Address
	if m.Name != "" {
		from = m.Name + " <" + m.Address + ">"
	}
	v := strayView{
		ID: "stray-" + n, Subject: cmp.Or(m.Subject, "No subject"), From: from, When: show.DayTime(m.ReceivedAt, now.at, now.zone), Body: cmp.Or(m.Body, "It has no text."), Lost: m.Lost,
		File: ui.FormOf{Action: href.StrayAct(m.ID, "file"), Class: "stack tight"}, Drop: ui.FormOf{Action: href.StrayAct(m.ID, "drop"), Class: "stack tight"},
	}
	client, text := in.Client, in.ClientText
	if client == "" && text == "" && m.Perhaps != 0 {
		client, text = m.Perhaps.String(), m.PerhapsIs
	}
	help := "By name, birth date, phone or number."
	if m.Perhaps != 0 {
		help = "The address stands in this file. Check that it is theirs."
	}
	v.Fields = []ui.Field{
		{ID: "client-" + n, Label: "Who wrote it", Name: "client", Value: client, FindText: text, Find: href.Writers, Help: help},
		{ID: "kind-" + n, Label: "It is about", Name: "kind", Kind: ui.Select, Value: cmp.Or(in.Kind, string(messaging.Administrative)), Options: matterOptions()},
	}
	why := []ui.Field{{ID: "why-" + n, Label: "Why", Name: "why", Value: in.Why, Help: "Such as: advertising.", Autocomplete: "off"}}
	if f != nil {
		page.Mark(v.Fields, f)
		page.Mark(why, f)
		v.Dropping = f.Fields["why"] != ""
		if len(f.Fields) == 0 {
			v.File.Fault = f.Message
		}
	}
	v.Why = why[0]
	return v
}
