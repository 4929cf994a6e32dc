package docs

import (
	"net/http"

	"charthouse/web/page"
)

// codes answers GET /codes/found?diagnosis_text= with the options under the box.
func (h *Handler) codes(w http.ResponseWriter, r *http.Request) error {
	found, err := h.notes.FindCodes(r.Context(), page.Actor(r), r.URL.Query().Get("diagnosis_text"))
	if err != nil {
		return err
	}
	return page.Render(w, r, codeOptions(found))
}
