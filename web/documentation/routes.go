// Package docs is the pages of notes: the clinician's own list, the note of a
// visit, and its coded part for billing. (Go reserves the name documentation.)
package docs

import (
	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the pages of notes.
type Handler struct {
	site    *page.Site
	flow    *workflow.Workflow
	notes   *docs.Service
	clients *clients.Service
}

// New makes the handler.
func New(site *page.Site, d *db.DB) *Handler {
	return &Handler{site: site, flow: workflow.New(d), notes: docs.New(d), clients: clients.New(d)}
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	const note = "/clients/{client}/visits/{visit}/note"
	rt.Get(href.Notes, access.ListNotes, h.mine)
	rt.Get(href.FoundCodes, access.FindCodes, h.codes)
	rt.Get(note, access.OpenNote, h.open)
	rt.Post(note, access.WriteNote, h.save)
	rt.Post(note+"/start", access.WriteNote, h.start)
	rt.Post(note+"/signature", access.SignNote, h.sign)
	rt.Post(note+"/addenda", access.AddToNote, h.addend)
	rt.Post(note+"/vitals", access.EditClinical, h.vitals)
	rt.Post(note+"/vitals/strike", access.EditClinical, h.strike)
	rt.Post(note+"/allergies", access.EditClinical, h.addAllergy)
	rt.Post(note+"/allergies/{row}/edit", access.EditClinical, h.editAllergy)
	rt.Post(note+"/medicines/{row}/edit", access.EditClinical, h.editMedicine)
	rt.Post(note+"/allergies/{row}/{what}", access.EditClinical, h.allergy)
	rt.Post(note+"/medicines", access.EditClinical, h.addMedicine)
	rt.Post(note+"/medicines/{row}/{what}", access.EditClinical, h.medicine)
	rt.Get("/clients/{client}/notes/{note}/coding", access.ReadCoded, h.coding)
}
