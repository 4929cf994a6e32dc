// Package clients is the pages of patients and their files.
package clients

import (
	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/workflow"
	"charthouse/web/page"
)

// Handler answers the pages of patients.
type Handler struct {
	Site    *page.Site
	Clients *clients.Service
	Flow    *workflow.Workflow
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/clients", access.FindClients, h.list)
	rt.Get("/clients/found", access.FindClients, h.found)
	rt.Get("/clients/new", access.CreateClient, h.blank)
	rt.Post("/clients", access.CreateClient, h.create)
	rt.Get("/clients/{client}", access.OpenClient, h.file)
}
