package docs

import (
	"net/http"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// open answers GET /clients/{client}/visits/{visit}/note?find=. It begins nothing.
func (h *Handler) open(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	find := r.URL.Query().Get("find")
	p, err := h.flow.OpenNote(r.Context(), page.Actor(r), c, visit, find)
	if err != nil {
		return err
	}
	v := h.noteOf(r, p)
	v.Codes.Words = find
	return page.Render(w, r, notePage(v))
}

// start answers POST /clients/{client}/visits/{visit}/note/start.
func (h *Handler) start(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	if _, err := h.notes.Start(r.Context(), page.Actor(r), c, visit); err != nil {
		return err
	}
	return page.See(w, r, href.Returning(href.Note(c, visit), page.Opener(r)))
}

// noteOf draws the page for the person who asks.
func (h *Handler) noteOf(r *http.Request, p workflow.NotePage) noteView {
	d := drawing{p, page.Actor(r), h.site.Now(), page.Zone(r), page.Person(r).Currency}
	v := d.view()
	v.Shell = h.site.Shell(r, "Note for "+p.Client.Name(), "n")
	v.Shell.Fill, v.Shell.Find = true, nil
	v.Shell.Back = page.Up(r, ui.Link{Href: href.Notes, Label: "Notes"})
	if v.Start != "" {
		v.Start = href.Returning(v.Start, page.Opener(r))
	}
	v.URL, v.Bar.Sign = href.Returning(v.URL, page.Opener(r)), href.Returning(v.Bar.Sign, page.Opener(r))
	v.Shell.Top, v.Shell.Tools = noteHead(v.Head), noteTools(v)
	v.Shell.Keys = noteKeys
	return v
}

var noteKeys = []ui.Fact{{Name: "Ctrl S", Value: "Save"}, {Name: "Ctrl Enter", Value: "Sign the note"}}

// retry draws the page once more with what is wrong.
func (h *Handler) retry(r *http.Request, p workflow.NotePage, f *fault.Fault) noteView {
	v := h.noteOf(r, p)
	v.Fault = sentence(f)
	v.Errors = f.Fields
	return v
}

// sentence is a fault as one line: what is wrong in fields is said, too.
func sentence(f *fault.Fault) string {
	for _, s := range f.Fields {
		if len(f.Fields) == 1 {
			return s
		}
	}
	return f.Message
}
