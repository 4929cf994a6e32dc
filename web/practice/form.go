package practice

import (
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

func (h *Handler) forms(rt page.Routes) {
	rt.Get(href.Forms, access.OpenSettings, h.listForms)
	rt.Get(href.Forms+"/new", access.EditSettings, h.newForm)
	rt.Post(href.Forms, access.EditSettings, h.makeForm)
	rt.Get(href.Forms+"/{n}", access.OpenSettings, h.openForm)
	rt.Post(href.Forms+"/{n}", access.EditSettings, h.changeForm)
	rt.Post(href.Forms+"/{n}/close", access.EditSettings, h.closeForm)
}

// listForms answers GET /settings/forms.
func (h *Handler) listForms(w http.ResponseWriter, r *http.Request) error {
	all, err := h.intake.ListForms(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	v := listView{
		Frame: h.frameOf(r, "Forms", href.Forms), Path: href.Forms, Add: "Add form",
		Lede:    "What patients are asked before a visit. Forms already sent keep the questions they were sent with.",
		Columns: []ui.Column{{Title: "Form"}, {Title: "Questions", Number: true}, {Title: "Version", Number: true}, {Title: "Published"}},
		Empty:   ui.EmptyOf{Title: "No forms yet", Text: "A form asks patients what the file does not know yet. The first one comes prepared: change what you like and publish it.", Level: 2},
	}
	for _, f := range all {
		v.Rows = append(v.Rows, row{
			href.One(href.Forms, f.ID), f.Name, stateOf(f.Closed),
			[]string{fmt.Sprint(f.Questions()), fmt.Sprint(f.Number), show.Day(f.PublishedAt, h.site.Now(), page.Zone(r))},
		})
	}
	return page.Render(w, r, listPage(v))
}

// newForm answers GET /settings/forms/new: a form to begin from.
func (h *Handler) newForm(w http.ResponseWriter, r *http.Request) error {
	return page.Render(w, r, editorPage(editorOf(h.newEditor(r), typedOf(intake.Starter()), nil)))
}

func (h *Handler) newEditor(r *http.Request) editorView {
	return editorView{Frame: h.frameOf(r, "New form", href.Forms), Action: href.Forms, Publish: "Publish form"}
}

// makeForm answers POST /settings/forms: a step of the editor, or publishing.
func (h *Handler) makeForm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[formDraft](r)
	if err != nil {
		return err
	}
	if f.stepped() {
		return page.Render(w, r, editorPage(editorOf(h.newEditor(r), f, nil)))
	}
	if _, wrong := h.intake.PublishForm(r.Context(), page.Actor(r), f.draft()); wrong != nil {
		return page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component {
			return editorPage(editorOf(h.newEditor(r), f, bad))
		})
	}
	return h.published(w, r, f.Name)
}

// openForm answers GET /settings/forms/{n}.
func (h *Handler) openForm(w http.ResponseWriter, r *http.Request) error {
	v, f, err := h.editor(r)
	if err != nil {
		return err
	}
	is := asPublished(v, f)
	is.Version = versionOf([]group{{Fields: is.asked()}})
	return page.Render(w, r, editorPage(is))
}

// asPublished is the editor of a form as its newest version asks.
func asPublished(v editorView, f intake.Form) editorView {
	return editorOf(v, typedOf(intake.Draft{Name: f.Name, Definition: f.Definition}), nil)
}

// changeForm answers POST /settings/forms/{n}: a step of the editor, or a new version.
func (h *Handler) changeForm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[formDraft](r)
	if err != nil {
		return err
	}
	v, stored, err := h.editor(r)
	if err != nil {
		return err
	}
	v.Version = r.PostFormValue("version")
	if f.stepped() {
		return page.Render(w, r, editorPage(editorOf(v, f, nil)))
	}
	is := []group{{Fields: asPublished(v, stored).asked()}}
	late := editorOf(v, f, errStale)
	stale, err := h.stale(r, is, []group{{Fields: late.asked()}})
	if err != nil {
		return err
	}
	if stale {
		late.Version, late.Both = versionOf(is), ui.Compare(fieldsIn(is), late.asked())
		return page.Retry(w, r, errStale, func(*fault.Fault) templ.Component { return editorPage(late) })
	}
	if wrong := h.intake.PublishVersion(r.Context(), page.Actor(r), stored.ID, f.draft()); wrong != nil {
		return page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component { return editorPage(editorOf(v, f, bad)) })
	}
	return h.published(w, r, f.Name)
}

func (h *Handler) published(w http.ResponseWriter, r *http.Request, name string) error {
	h.site.Say(r, ui.Toast{Text: name + " is published.", Tone: ui.Teal})
	return page.See(w, r, href.Forms)
}

func (h *Handler) editor(r *http.Request) (editorView, intake.Form, error) {
	n, err := page.ID[number](r, "n")
	if err != nil {
		return editorView{}, intake.Form{}, err
	}
	f, err := h.intake.FindForm(r.Context(), page.Actor(r), id.Form(n))
	closing := closingOf("form", "Closing takes it out of what visit types can choose. Forms already sent stay open.", href.Do(href.Forms, n, "close"), f.Closed)
	return editorView{
		Frame: h.frameOf(r, f.Name, href.Forms), Action: href.One(href.Forms, n), Publish: fmt.Sprintf("Publish version %d", f.Number+1), Close: &closing,
	}, f, err
}

// closeForm answers POST /settings/forms/{n}/close, and its undoing.
func (h *Handler) closeForm(w http.ResponseWriter, r *http.Request) error {
	return setting[struct{}]{h: h, path: href.Forms, close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
		return h.intake.CloseForm(ctx, who, id.Form(n), closed)
	}}.shut(w, r)
}
