package today

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
)

// asked is which day, where, and how it is drawn.
type asked struct {
	Location int64   `form:"location"`
	By       string  `form:"by"`
	Of       []int64 `form:"clinician"` // whose week, or
	Place    int64   `form:"place"`     // of which room or piece of equipment
	View     string  `form:"view"`
	Visit    int64   `form:"visit"`
	Block    int64   `form:"block"`
	Group    int64   `form:"group"`
}

// GET /: the day for those who work on it, else the overview. Who sets the
// practice up is led to what is left of that.
func (h *Handler) home(w http.ResponseWriter, r *http.Request) error {
	who := page.Actor(r)
	if who.May(access.OpenSettings) {
		steps, err := h.Practice.FirstSteps(r.Context(), who)
		if err != nil {
			return err
		}
		if !steps.Done() {
			return page.See(w, r, href.Settings)
		}
	}
	if !who.May(access.OpenDay) {
		return page.See(w, r, href.Overview(""))
	}
	return h.show(w, r, civil.Date{})
}

// GET /day/{date}
func (h *Handler) day(w http.ResponseWriter, r *http.Request) error {
	date, err := civil.Parse(page.Param(r, "date"))
	if err != nil || date.IsZero() {
		return errNoDay
	}
	return h.show(w, r, date)
}

func (h *Handler) show(w http.ResponseWriter, r *http.Request, date civil.Date) error {
	q, err := page.Query[asked](r)
	if err != nil {
		return err
	}
	if q.View == "flow" {
		return h.flow(w, r, id.Location(q.Location), date)
	}
	who := page.Actor(r)
	by, err := byOf(q.By)
	if err != nil {
		return err
	}
	day, err := h.Scheduling.Day(r.Context(), who, id.Location(q.Location), date, by)
	if err != nil {
		return h.nowhere(w, r, err)
	}
	v := viewOf(day, q, who, page.Person(r).Currency)
	v.Shell = h.shellOfDay(r, v)
	follow := href.Live{Day: day.At.ID}
	if by == scheduling.ByLocation {
		follow = href.Live{Days: true}
	}
	v.Shell.Live = page.Follow(r, follow.String())
	return h.drawn(w, r, day, q, v)
}

// byOf reads whose calendars are asked for.
func byOf(s string) (scheduling.By, error) {
	switch by := scheduling.By(s); by {
	case scheduling.ByClinician, scheduling.ByRoom, scheduling.ByEquipment, scheduling.ByLocation:
		return by, nil
	}
	return "", fault.New(fault.NotFound, "A day is seen by its clinicians, its rooms, its equipment or its locations.")
}

// drawn answers the page, with the visit that is open on it.
func (h *Handler) drawn(w http.ResponseWriter, r *http.Request, day scheduling.Day, q asked, v dayView) error {
	if open, ok := day.Visit(id.Visit(q.Visit)); ok && !open.Hidden {
		opened, err := h.Scheduling.OpenVisit(r.Context(), page.Actor(r), open.ClientID, open.VisitID)
		if err != nil {
			return err
		}
		p := panelOf(opened, day.Now, day.Zone, page.Person(r), v.from())
		p.Close, p.Beside = v.link(func(*href.Day) {}), blockID(open)
		v.Open = &p
	}
	return page.Render(w, r, dayPage(v))
}

var errNoDay = fault.New(fault.NotFound, "There is no such day. Write the year, the month and the day, as in /day/2026-05-04.")

// blockID names the block of a visit; those of a group share one.
func blockID(l scheduling.Line) string {
	if l.Capacity > 1 {
		return "group-" + l.BookingID.String()
	}
	return "visit-" + l.VisitID.String()
}
