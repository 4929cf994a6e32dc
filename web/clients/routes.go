// Package clients is the pages of patients and their files.
package clients

import (
	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/files"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the pages of patients.
type Handler struct {
	Site    *page.Site
	Clients *clients.Service
	Flow    *workflow.Workflow
	Files   *files.Store
	Doors   *practice.Service // asks for a password once more
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/clients", access.FindClients, h.list)
	rt.Get("/clients/new", access.CreateClient, h.blank)
	rt.Post("/clients", access.CreateClient, h.create)
	rt.Get("/clients/{client}", access.OpenClient, h.file)
	rt.Get("/clients/{client}/edit", access.EditClient, h.edit)
	rt.Post("/clients/{client}/edit", access.EditClient, h.saveEdit)
	rt.Post("/clients/{client}/birth-date", access.EditClient, h.fixBirthDate)
	h.people(rt)
	h.care(rt)
	h.papers(rt)
	h.restricted(rt)
}

// restricted is who may open a file, and opening one with a reason.
func (h *Handler) restricted(rt page.Routes) {
	rt.Get("/clients/{client}/trail", access.OpenTrail, h.trail)
	rt.Get("/clients/{client}/restriction", access.RestrictClient, h.restriction)
	rt.Post("/clients/{client}/restriction", access.RestrictClient, h.restrict)
	rt.Post("/clients/{client}/restriction/lift", access.RestrictClient, h.liftRestriction)
	rt.Post("/clients/{client}/team", access.RestrictClient, h.addMember)
	rt.Post("/clients/{client}/team/{member}/end", access.RestrictClient, ending(h, "member", h.Clients.EndMember, href.Restriction, "Taken off the care team", restoring(href.Member)))
	rt.Post("/clients/{client}/team/{member}/restore", access.RestrictClient, ending(h, "member", h.Clients.RestoreMember, href.Restriction, "Back on the care team", nil))
	rt.Get("/clients/{client}/glass", access.BreakGlass, h.glass)
	rt.Post("/clients/{client}/glass", access.BreakGlass, h.breakGlass)
	rt.Get("/clients/{client}/glass/{glass}", access.ReviewGlass, h.opening)
	rt.Post("/clients/{client}/glass/{glass}/review", access.ReviewGlass, h.reviewOpening)
}

// people are contacts, coverages and alerts.
func (h *Handler) people(rt page.Routes) {
	rt.Get("/clients/{client}/contacts", access.OpenClient, h.contacts)
	rt.Post("/clients/{client}/contacts", access.EditClient, h.addContact())
	rt.Post("/clients/{client}/contacts/{contact}", access.EditClient, h.editContact())
	rt.Post("/clients/{client}/contacts/{contact}/end", access.EditClient, ending(h, "contact", h.Clients.EndContact, href.Contacts, "Contact taken off the file", restoring(href.Contact)))
	rt.Post("/clients/{client}/contacts/{contact}/restore", access.EditClient, ending(h, "contact", h.Clients.RestoreContact, href.Contacts, "Contact is back", nil))
	rt.Get("/clients/{client}/coverages", access.OpenClient, h.coverages)
	rt.Post("/clients/{client}/coverages", access.EditCoverage, h.addCoverage())
	rt.Post("/clients/{client}/coverages/{coverage}", access.EditCoverage, h.editCoverage())
	rt.Post("/clients/{client}/coverages/{coverage}/fix", access.EditCoverage, h.fixCoverage)
	rt.Post("/clients/{client}/coverages/{coverage}/end", access.EditCoverage, ending(h, "coverage", h.Flow.EndCoverage, href.Coverages, "Coverage ended", restoring(href.Coverage)))
	rt.Post("/clients/{client}/coverages/{coverage}/restore", access.EditCoverage, ending(h, "coverage", h.Flow.RestoreCoverage, href.Coverages, "Coverage is back", nil))
	rt.Get("/clients/{client}/alerts", access.OpenClient, h.alerts)
	rt.Post("/clients/{client}/alerts", access.EditAlerts, h.raiseAlert())
	rt.Post("/clients/{client}/alerts/{alert}/end", access.EditAlerts, ending(h, "alert", h.Clients.EndAlert, href.Alerts, "Alert ended", restoring(href.Alert)))
	rt.Post("/clients/{client}/alerts/{alert}/restore", access.EditAlerts, ending(h, "alert", h.Clients.RestoreAlert, href.Alerts, "Alert is back", nil))
}

// care is what is clinical.
func (h *Handler) care(rt page.Routes) {
	rt.Get("/clients/{client}/clinical", access.OpenClinical, h.clinical)
	rt.Post("/clients/{client}/allergies", access.EditClinical, h.addAllergy())
	rt.Post("/clients/{client}/allergies/{allergy}", access.EditClinical, h.editAllergy())
	rt.Post("/clients/{client}/allergies/{allergy}/end", access.EditClinical, ending(h, "allergy", h.Clients.EndAllergy, href.Clinical, "Allergy taken off the list", restoring(href.Allergy)))
	rt.Post("/clients/{client}/allergies/{allergy}/restore", access.EditClinical, ending(h, "allergy", h.Clients.RestoreAllergy, href.Clinical, "Allergy is back", nil))
	rt.Post("/clients/{client}/problems", access.EditClinical, h.addProblem())
	rt.Post("/clients/{client}/problems/{problem}", access.EditClinical, h.editProblem())
	rt.Post("/clients/{client}/problems/{problem}/end", access.EditClinical, ending(h, "problem", h.Clients.EndProblem, href.Clinical, "Problem is over", restoring(href.Problem)))
	rt.Post("/clients/{client}/problems/{problem}/restore", access.EditClinical, ending(h, "problem", h.Clients.RestoreProblem, href.Clinical, "Problem is back", nil))
	rt.Post("/clients/{client}/medications", access.EditClinical, h.addMedication())
	rt.Post("/clients/{client}/medications/confirm", access.EditClinical, h.confirmMedications)
	rt.Post("/clients/{client}/medications/{medication}", access.EditClinical, h.editMedication())
	rt.Post("/clients/{client}/medications/{medication}/end", access.EditClinical, ending(h, "medication", h.Clients.EndMedication, href.Clinical, "Medicine taken off the list", restoring(href.Medication)))
	rt.Post("/clients/{client}/medications/{medication}/restore", access.EditClinical, ending(h, "medication", h.Clients.RestoreMedication, href.Clinical, "Medicine is back", nil))
	rt.Post("/clients/{client}/vitals", access.EditClinical, h.recordVitals)
	rt.Post("/clients/{client}/vitals/strike", access.EditClinical, h.strikeVitals)
}

// papers are the documents.
func (h *Handler) papers(rt page.Routes) {
	rt.Get("/clients/{client}/documents", access.OpenDocument, h.documents)
	rt.Post("/clients/{client}/documents", access.AddDocument, h.addDocument)
	rt.Post("/clients/{client}/requests", access.AddDocument, h.askForLetter)
	rt.Post("/clients/{client}/requests/{request}/withdraw", access.AddDocument, ending(h, "request", h.Clients.WithdrawRequest, href.Documents, "Not asked for any more: the link is closed", nil))
	rt.Get("/clients/{client}/documents/{document}", access.OpenDocument, h.document)
	rt.Get("/clients/{client}/documents/{document}/content", access.OpenDocument, h.content)
	rt.Post("/clients/{client}/documents/{document}", access.FileDocument, h.fileDocument)
	rt.Post("/clients/{client}/documents/{document}/read", access.ReadDocument, h.reading(h.Clients.ReadDocument, "Marked as read", href.UnreadDocument))
	rt.Post("/clients/{client}/documents/{document}/unread", access.ReadDocument, h.reading(h.Clients.UnreadDocument, "Marked as not read", href.ReadDocument))
	rt.Post("/clients/{client}/documents/{document}/withdraw", access.FileDocument, h.withdrawDocument)
	rt.Post("/clients/{client}/documents/{document}/restore", access.FileDocument, ending(h, "document", h.Clients.RestoreDocument, href.Documents, "Paper is back", nil))
}
