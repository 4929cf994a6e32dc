package tasks

import (
	"net/http"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the pages of tasks and notices.
type Handler struct {
	Site     *page.Site
	Worklist *worklist.Service
}

// Routes is every page and act of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get(href.Notices, access.OpenNotices, h.notices)
	rt.Post(href.Notices, access.OpenNotices, h.readNotices)
	rt.Get("/tasks", access.OpenTask, h.list)
	rt.Get("/clients/{client}/tasks", access.OpenTask, h.file)
	rt.Post("/clients/{client}/tasks", access.MakeTask, h.create)
	rt.Get("/clients/{client}/tasks/{task}", access.OpenTask, h.task)
	rt.Post("/clients/{client}/tasks/{task}/claim", access.DoTask, h.claim)
	rt.Post("/clients/{client}/tasks/{task}/hand", access.DoTask, h.hand)
	rt.Post("/clients/{client}/tasks/{task}/tick", access.DoTask, h.tick)
	rt.Post("/clients/{client}/tasks/{task}/close", access.DoTask, h.close)
	rt.Post("/clients/{client}/tasks/{task}/reopen", access.DoTask, h.reopen)
}

// reader is who reads a page, when and where.
type reader struct {
	who  access.Actor
	now  time.Time
	zone *time.Location
}

func (h *Handler) reader(r *http.Request) reader {
	return reader{page.Person(r).Actor, h.Site.Now(), page.Zone(r)}
}

func (s reader) today() civil.Date { return civil.Of(s.now, s.zone) }
