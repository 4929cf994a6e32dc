// Package messaging is the pages of conversations and of the outbox.
package messaging

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the pages of messages.
type Handler struct {
	site     *page.Site
	flow     *workflow.Workflow
	messages *messaging.Service
}

// New makes the handler.
func New(site *page.Site, d *db.DB) *Handler {
	return &Handler{site, workflow.New(d), messaging.New(d)}
}

// Routes registers every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/clients/{client}/messages", access.OpenMessages, h.thread)
	rt.Post("/clients/{client}/messages", access.SendMessage, h.write)
	rt.Post("/clients/{client}/messages/remarks", access.SendMessage, h.log)
	rt.Post("/clients/{client}/mails/{mail}/resend", access.ResendMail, h.resend)
	rt.Get(href.Outbox, access.OpenOutbox, h.outbox)
	rt.Post("/outbox/staff/{mail}/resend", access.ResendMail, h.resendStaff)
}

func clientOf(r *http.Request) (id.Client, error) { return page.ID[id.Client](r, "client") }

func mailOf(r *http.Request) (id.Mail, error) { return page.ID[id.Mail](r, "mail") }
