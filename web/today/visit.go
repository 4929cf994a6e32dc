package today

import (
	"net/http"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

type visitView struct {
	Shell ui.Shell
	Panel panel
	Title string
}

// GET /clients/{client}/visits/{visit}
func (h *Handler) visit(w http.ResponseWriter, r *http.Request) error {
	c, v, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	return h.showVisit(w, r, c, v)
}

func (h *Handler) showVisit(w http.ResponseWriter, r *http.Request, c id.Client, v id.Visit) error {
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Actor(r), c, v)
	if err != nil {
		return err
	}
	p := page.Person(r)
	now, zone := h.Site.Now(), zoneOf(o.Line, p.Zone)
	view := visitView{Panel: panelOf(o, now, zone, p, ""), Title: o.Line.Client + ", " + when(o.Line, now, zone)}
	view.Shell = h.Site.Shell(r, view.Title, "t")
	view.Shell.Back = &ui.Link{Href: dayOf(o.Line).String(), Label: o.Line.StartsLocal.Format("Monday 2 January")}
	return page.Render(w, r, visitPage(view))
}

// zoneOf is where the visit takes place; imported ones may not say.
func zoneOf(l scheduling.Line, otherwise *time.Location) *time.Location {
	zone, err := time.LoadLocation(l.Zone)
	if err != nil || l.Zone == "" {
		return otherwise
	}
	return zone
}

// dayOf is the day on which the visit stands.
func dayOf(l scheduling.Line) href.Day {
	return href.Day{Date: civil.Of(l.StartsLocal, time.UTC), At: l.LocationID}
}

func idOf(n int64) string {
	if n == 0 {
		return ""
	}
	return id.ID[struct{}](n).String()
}
