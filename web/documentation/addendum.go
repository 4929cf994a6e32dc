package docs

import (
	"net/http"

	"github.com/a-h/templ"

	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// addend answers POST /clients/{client}/visits/{visit}/note/addenda.
func (h *Handler) addend(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[docs.Addition](r)
	if err != nil {
		return err
	}
	p, err := h.flow.OpenNote(r.Context(), page.Actor(r), c, visit, "")
	if err != nil {
		return err
	}
	if _, err := h.notes.AddTo(r.Context(), page.Actor(r), c, p.Note.ID, in); err != nil {
		return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
			v := h.retry(r, p, f)
			if v.Signed != nil {
				v.Signed.Text, v.Signed.Error = in.Text, f.Fields["text"]
			}
			return notePage(v)
		})
	}
	h.site.Say(r, ui.Toast{Text: "Addendum kept with the note"})
	return page.See(w, r, href.Note(c, visit)+"#addenda")
}
