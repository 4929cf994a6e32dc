// Package waitlist is the pages on which staff watch who waits for a time, and the times
// that got free: the house offers them by itself, and staff can stop it.
package waitlist

import (
	"time"

	"charthouse/internal/access"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the pages of the waitlist.
type Handler struct {
	Site       *page.Site
	Scheduling *scheduling.Service
	Workflow   *workflow.Workflow
}

// Routes registers them.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get(href.Waitlist, access.OpenWaitlist, h.list)
	rt.Get("/openings/{opening}", access.OpenWaitlist, h.opening)
	rt.Post("/openings/{opening}/stop", access.StopOffers, h.stop)
	rt.Get("/clients/{client}/waits/new", access.EditWaitlist, h.adding)
	rt.Post("/clients/{client}/waits", access.EditWaitlist, h.add)
	rt.Get("/clients/{client}/waits/{wait}", access.OpenWaitlist, h.wait)
	rt.Post("/clients/{client}/waits/{wait}/removal", access.EditWaitlist, h.remove)
}

// reason is why something ends, as typed.
type reason struct {
	Reason string `form:"reason"`
}

// clock is a wall time as these pages write it: Thu 7 May, 09:30.
func clock(local time.Time) string { return local.Format("Mon 2 Jan, 15:04") }

// wall is an instant on the wall of the zone.
func wall(at time.Time, zone string) time.Time {
	z, err := time.LoadLocation(zone)
	if err != nil {
		z = time.UTC
	}
	return at.In(z)
}
