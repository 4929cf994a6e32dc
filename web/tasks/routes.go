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
