// Package messaging is the pages of conversations and of the outbox.
package messaging

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/clients"
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
	files    *clients.Service
}

// New makes the handler.
func New(site *page.Site, d *db.DB) *Handler {
	return &Handler{site, workflow.New(d), messaging.New(d), clients.New(d)}
}

// Routes registers every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/clients/{client}/messages", access.OpenMessages, h.thread)
	rt.Post("/clients/{client}/messages", access.SendMessage, h.write)
	rt.Post("/clients/{client}/messages/remarks", access.SendMessage, h.log)
	rt.Post("/clients/{client}/mails/{mail}/resend", access.ResendMail, h.resend)
	rt.Get(href.Inbox, access.OpenInbox, h.inbox)
	rt.Get(href.NewMessage, access.SendMessage, h.newMessage)
	rt.Post(href.NewMessage, access.SendMessage, h.start)
	rt.Get(href.Writers, access.FindClients, h.writers)
	rt.Get(href.Strays, access.FileMail, h.strays)
	rt.Post("/inbox/strays/{mail}/file", access.FileMail, h.fileStray)
	rt.Post("/inbox/strays/{mail}/drop", access.FileMail, h.dropStray)
	rt.Get("/clients/{client}/calls/new", access.SendMessage, h.newCall)
	rt.Post("/clients/{client}/calls/new", access.SendMessage, h.logCall)
	rt.Get("/clients/{client}/conversations/{conversation}", access.OpenMessages, h.talk)
	act := func(name string, v access.Verb, do page.Handler) {
		rt.Post("/clients/{client}/conversations/{conversation}/"+name, v, do)
	}
	act("reply", access.SendMessage, h.reply)
	act("remark", access.SendMessage, h.remark)
	act("call", access.SendMessage, h.call)
	act("form", access.SendPacket, h.form)
	act("task", access.MakeTask, h.task)
	act("note", access.AddToNote, h.note)
	act("claim", access.RouteMessage, h.claim)
	act("give", access.RouteMessage, h.give)
	act("kind", access.RouteMessage, h.sort)
	act("done", access.RouteMessage, h.done)
	act("reopen", access.RouteMessage, h.reopen)
	rt.Get(href.Outbox, access.OpenOutbox, h.outbox)
	rt.Post("/outbox/staff/{mail}/resend", access.ResendMail, h.resendStaff)
}

func clientOf(r *http.Request) (id.Client, error) { return page.ID[id.Client](r, "client") }

func mailOf(r *http.Request) (id.Mail, error) { return page.ID[id.Mail](r, "mail") }
