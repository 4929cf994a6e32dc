// Package calendar is where a clinician joins this calendar with their own: the secret
// address of their visits, and the calendar elsewhere that says when they are busy.
package calendar

import (
	"net/http"
	"net/url"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the clinician's page, and the calendar programs that follow them.
type Handler struct {
	site       *page.Site
	flow       *workflow.Workflow
	scheduling *scheduling.Service
	base       *url.URL // how people reach the practice
}

// New makes the handler.
func New(site *page.Site, d *db.DB, base *url.URL) *Handler {
	if base == nil {
		base = &url.URL{}
	}
	return &Handler{site, workflow.New(d), scheduling.New(d), base}
}

// Routes registers every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get(href.OwnCalendar, access.OwnCalendar, h.own)
	rt.Post(href.OwnFeed, access.OwnCalendar, h.makeFeed)
	rt.Post(href.OwnFeedNames, access.OwnCalendar, h.nameInFeed)
	rt.Post(href.OwnFeedEnd, access.OwnCalendar, h.endFeed)
	rt.Post(href.OwnBusy, access.OwnCalendar, h.followBusy)
	rt.Post(href.OwnBusyEnd, access.OwnCalendar, h.leaveBusy)
	rt.For(h.byToken).Get("/calendar/{token}.ics", access.FollowCalendar, h.feed)
}

// byToken knows whose calendar program asks. Addresses that nobody has are counted.
func (h *Handler) byToken(_ http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
	who, err := h.scheduling.Subscriber(r.Context(), page.Param(r, "token"))
	if fault.KindOf(err) == fault.NotFound {
		if calm := h.scheduling.KnockFeed(r.Context(), h.site.Address(r)); calm != nil {
			return r, false, calm
		}
	}
	if err != nil {
		return r, false, err
	}
	return page.As(r, who.During(page.RequestID(r))), false, nil
}
