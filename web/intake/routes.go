// Package intake is the pages on which staff accept what a patient's form says.
package intake

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/workflow"
	"charthouse/web/page"
)

// Handler answers the pages of packets.
type Handler struct {
	site  *page.Site
	flow  *workflow.Workflow
	forms *intake.Service
}

// New makes the handler.
func New(site *page.Site, d *db.DB) *Handler {
	return &Handler{site, workflow.New(d), intake.New(d)}
}

// Routes registers every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/clients/{client}/packets/{packet}", access.OpenVisit, h.packet)
	rt.Post("/clients/{client}/packets/{packet}/decisions", access.ReviewPacket, h.decide)
	rt.Post("/clients/{client}/packets/{packet}/clinical", access.ReviewClinical, h.decideClinical)
	rt.Post("/clients/{client}/packets/{packet}/read", access.ReviewClinical, h.read)
	rt.Post("/clients/{client}/packets/{packet}/link", access.SendPacket, h.sendLink)
}

// packetOf reads whose packet and which one from the path.
func packetOf(r *http.Request) (id.Client, id.Packet, error) {
	c, err := page.ID[id.Client](r, "client")
	if err != nil {
		return 0, 0, err
	}
	p, err := page.ID[id.Packet](r, "packet")
	return c, p, err
}
