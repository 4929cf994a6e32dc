package today

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// week answers GET /week/{date}?clinician=&location=: the days around the date of one
// clinician, side by side.
func (h *Handler) week(w http.ResponseWriter, r *http.Request) error {
	date, err := civil.Parse(page.Param(r, "date"))
	if err != nil || date.IsZero() {
		return errNoDay
	}
	q, err := page.Query[asked](r)
	if err != nil {
		return err
	}
	who := page.Actor(r)
	week, err := h.Scheduling.CalendarWeek(r.Context(), who, id.Location(q.Location), id.Staff(q.Of), date)
	if err != nil {
		return h.nowhere(w, r, err)
	}
	v := weekOf(week, q, who, page.Person(r).Currency)
	v.Shell = h.shellOfDay(r, v)
	v.Shell.Live = page.Follow(r, href.Live{Days: true}.String())
	return h.drawn(w, r, week.Day, q, v)
}

func weekOf(week scheduling.CalendarWeek, q asked, who access.Actor, currency string) dayView {
	b := viewer{day: week.Day, who: who, here: href.Day{Date: week.Date, At: week.At.ID, Week: week.Of, List: q.View == "list"}, currency: currency}
	v := b.begin()
	v.Sites = nil // they work where they work
	if week.Today.Before(week.Date) || week.Today.After(week.Date.Add(6)) {
		v.Today = v.link(func(d *href.Day) { d.Date = week.Today })
	}
	for _, c := range week.Clinicians {
		if c.ID == int64(week.Of) {
			v.Printed = c.Name
		}
		v.Whose = append(v.Whose, ui.Switch{Label: c.Name, On: c.ID == int64(week.Of), Href: v.link(func(d *href.Day) { d.Week = id.Staff(c.ID) })})
	}
	b.fill(&v, q)
	return v
}
