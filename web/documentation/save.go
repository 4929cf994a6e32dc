package docs

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// save answers POST /clients/{client}/visits/{visit}/note: an autosave with the
// parts that follow the note, a button with the page.
func (h *Handler) save(w http.ResponseWriter, r *http.Request) error {
	c, visit, d, err := draft(r)
	if err != nil {
		return err
	}
	n, err := h.flow.SaveNote(r.Context(), page.Actor(r), c, visit, d)
	switch {
	case r.Header.Get("HX-Request") != "":
		return h.autosaved(w, r, n, err)
	case err != nil:
		return h.refused(w, r, d, c, visit, err)
	case searched(r):
		return page.See(w, r, href.FindInNote(c, visit, r.PostForm.Get("diagnosis_text")))
	}
	return page.See(w, r, href.Returning(href.Note(c, visit), page.Opener(r)))
}

// sign answers POST /clients/{client}/visits/{visit}/note/signature: what is on
// the page is saved, and that is what is signed.
func (h *Handler) sign(w http.ResponseWriter, r *http.Request) error {
	c, visit, d, err := draft(r)
	if err != nil {
		return err
	}
	n, err := h.flow.SaveNote(r.Context(), page.Actor(r), c, visit, d)
	if err != nil {
		return h.refused(w, r, d, c, visit, err)
	}
	d.Version = n.Version
	if err := h.flow.SignNote(r.Context(), page.Actor(r), c, n.ID); err != nil {
		return h.refused(w, r, d, c, visit, err)
	}
	h.site.Say(r, ui.Toast{Text: "Note signed. It is locked; what is left to say is an addendum."})
	return page.See(w, r, page.Back(r, href.Note(c, visit)))
}

func draft(r *http.Request) (c id.Client, visit id.Visit, d docs.Draft, err error) {
	if c, visit, err = page.InFile[id.Visit](r, "visit"); err != nil {
		return 0, 0, d, err
	}
	d, err = page.Decode[docs.Draft](r)
	return c, visit, d, err
}

// searched is true where words of a diagnosis were sent without a choice.
func searched(r *http.Request) bool {
	return r.PostForm.Get("diagnosis_text") != "" && r.PostForm.Get("diagnosis") == ""
}

// autosaved answers the script: the new version and what is drawn anew, both
// texts of a conflict, or one sentence.
func (h *Handler) autosaved(w http.ResponseWriter, r *http.Request, n docs.Note, err error) error {
	if stale, ok := errors.AsType[*docs.Stale](err); ok {
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
			return conflict(h.conflictOf(r, stale, f))
		})
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind == fault.Invalid {
		http.Error(w, sentence(f), http.StatusUnprocessableEntity)
		return nil
	}
	if err != nil {
		return err
	}
	p, err := h.flow.OpenNote(r.Context(), page.Actor(r), n.ClientID, n.VisitID, "")
	if err != nil {
		return err
	}
	w.Header().Set("X-Version", strconv.Itoa(n.Version))
	return page.Render(w, r, drawnAnew(h.noteOf(r, p)))
}

// refused draws the page with what was typed and what is wrong with it.
func (h *Handler) refused(w http.ResponseWriter, r *http.Request, d docs.Draft, c id.Client, visit id.Visit, err error) error {
	find := r.PostForm.Get("diagnosis_text")
	p, failed := h.flow.OpenNote(r.Context(), page.Actor(r), c, visit, find)
	if failed != nil {
		return failed
	}
	stale, conflicts := errors.AsType[*docs.Stale](err)
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		v := h.retry(r, typed(p, d), f)
		v.Version = strconv.Itoa(d.Version)
		v.Codes.typed(d, find)
		if conflicts {
			both := h.conflictOf(r, stale, f)
			v.Conflict = &both
		}
		return notePage(v)
	})
}

// typed puts what was typed where it was typed.
func typed(p workflow.NotePage, d docs.Draft) workflow.NotePage {
	if p.Note.SignedAt == nil {
		p.Note.Sections = d.Sections
	}
	return p
}
