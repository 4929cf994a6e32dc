package waitlist

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// GET /openings/{opening}
func (h *Handler) opening(w http.ResponseWriter, r *http.Request) error {
	v, err := h.openingOf(r, "", nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, onePage(v))
}

// POST /openings/{opening}/stop
func (h *Handler) stop(w http.ResponseWriter, r *http.Request) error {
	n, err := page.ID[id.Opening](r, "opening")
	if err != nil {
		return err
	}
	in, err := page.Decode[reason](r)
	if err != nil {
		return err
	}
	wrong := h.Workflow.StopOffers(r.Context(), page.Actor(r), n, in.Reason)
	if wrong == nil {
		h.Site.Say(r, ui.Toast{Text: "It is offered no more. Who was asked is told."})
		return page.See(w, r, href.FreedTime(n))
	}
	f, _ := errors.AsType[*fault.Fault](wrong) // Retry returns what is none
	v, err := h.openingOf(r, in.Reason, f)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return onePage(v) })
}

func (h *Handler) openingOf(r *http.Request, typed string, f *fault.Fault) (oneView, error) {
	n, err := page.ID[id.Opening](r, "opening")
	if err != nil {
		return oneView{}, err
	}
	o, asked, could, err := h.Scheduling.OpenFreed(r.Context(), page.Reader(r), n)
	if err != nil {
		return oneView{}, err
	}
	now, zone := h.Site.Now(), page.Zone(r)
	title := clock(o.Local) + " got free"
	v := oneView{Shell: h.Site.Shell(r, title, "t"), Title: title, Head: "Who was asked", First: "Who", None: "Nobody was asked."}
	if o.Open() {
		v.None = "Nobody was asked yet. Offers are made within a minute, outside of the hours without reminders."
		if !slices.ContainsFunc(could, func(c scheduling.Could) bool { return c.Reached }) {
			v.None = "Nobody was asked: no mail or text reaches those who wait. Call them."
		}
	}
	v.Shell.Back = &ui.Link{Href: href.Waitlist, Label: "Waitlist"}
	v.Facts = []ui.Fact{
		{Name: "With", Value: o.Clinician},
		{Name: "Where", Value: o.Location},
		{Name: "Length", Value: show.Lasts(o.EndsAt.Sub(o.StartsAt))},
		{Name: "Free since", Value: show.DayTime(o.FreedAt, now, zone)},
		{Name: "Now", Value: freedSays(o)},
		{Name: "Day", Value: o.Local.Format("Monday 2 January"), Href: href.Day{Date: civil.New(o.Local.Date()), At: o.LocationID}.String()},
	}
	for _, a := range asked {
		row := askedRow{a.Client, href.Client(a.ClientID), show.DayTime(a.MadeAt, now, zone), upper(came(a, now))}
		v.Asked = append(v.Asked, row)
	}
	for _, c := range could {
		v.Could = append(v.Could, couldOf(o, c, page.Person(r).Actor.May(access.BookVisit)))
	}
	if o.Open() && page.Person(r).Actor.May(access.StopOffers) {
		v.ends(href.StopOffers(n), typed, "The clinician has other work then", "Stop offering it", f)
	}
	return v, nil
}

// couldOf is somebody who could have the time: the desk calls them, and books or moves
// them there.
func couldOf(o scheduling.Freed, c scheduling.Could, may bool) couldRow {
	row := couldRow{Name: c.Client, Href: href.Client(c.ClientID), Phone: c.Phone, For: c.Type, Asked: couldWords[c.State]}
	if c.VisitID != 0 {
		row.For = joined(", ", c.Type, "that would move earlier")
	}
	if c.Urgency != scheduling.Urgencies[0] {
		row.Urgent = &ui.Tag{Text: urgencies[c.Urgency], Tone: ui.Ochre, Icon: "clock"}
	}
	to := href.Booking{Client: c.ClientID, Type: c.VisitTypeID, Clinician: o.ClinicianID, At: o.LocationID, Day: civil.New(o.Local.Date()), Start: o.Local.Format("15:04")}
	switch {
	case !may || c.Hidden:
	case c.VisitID != 0:
		row.Do = &ui.Act{Label: "Move here", Small: true, Href: href.MoveVisitTo(c.ClientID, c.VisitID, to)}
	default:
		row.Do = &ui.Act{Label: "Book", Small: true, Href: href.Book(to)}
	}
	return row
}

var couldWords = map[scheduling.SlotOfferState]string{"expired": "Did not answer", "gone": "Was off the waitlist meanwhile"}
