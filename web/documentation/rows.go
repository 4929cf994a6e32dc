package docs

import (
	"context"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// allergy answers POST /clients/{client}/visits/{visit}/note/allergies/{row}/{what}.
func (h *Handler) allergy(w http.ResponseWriter, r *http.Request) error {
	return changed(h, w, r, "allergies", "Allergy taken off the file", (*clients.Service).EndAllergy, (*clients.Service).RestoreAllergy)
}

// medicine answers POST /clients/{client}/visits/{visit}/note/medicines/{row}/{what}.
func (h *Handler) medicine(w http.ResponseWriter, r *http.Request) error {
	return changed(h, w, r, "medicines", "Medicine stopped", (*clients.Service).EndMedication, (*clients.Service).RestoreMedication)
}

// changed does what the path asks, end or restore, and offers the way back.
func changed[T ~int64](h *Handler, w http.ResponseWriter, r *http.Request, list, said string, end, restore func(*clients.Service, context.Context, access.Actor, id.Client, T) error) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	row, err := page.ID[T](r, "row")
	if err != nil {
		return err
	}
	switch page.Param(r, "what") {
	case "end":
		err = end(h.clients, r.Context(), page.Actor(r), c, row)
		h.site.Say(r, ui.Toast{Text: said, Undo: href.NoteRow(c, visit, list, page.Param(r, "row"), "restore")})
	case "restore":
		err = restore(h.clients, r.Context(), page.Actor(r), c, row)
	default:
		err = fault.New(fault.NotFound, "There is no such page or record.")
	}
	if err != nil {
		return err
	}
	return page.See(w, r, href.Note(c, visit)+"#"+list)
}
