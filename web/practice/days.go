package practice

import (
	"fmt"
	"net/http"

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

func (h *Handler) days(rt page.Routes) {
	rt.Get(href.Days, access.EditAvailability, h.listDays)
	rt.Post(href.Closures, access.EditAvailability, h.closeDays)
	rt.Post(href.Closures+"/{n}/removal", access.EditAvailability, h.openDays)
	rt.Post(href.Extras, access.EditAvailability, h.addExtra)
	rt.Post(href.Extras+"/{n}/removal", access.EditAvailability, h.removeExtra)
}

// daysView is what is unlike the week, and the forms of one more of each.
type daysView struct {
	Frame         frame
	Closed, Extra []daysRow
	Close, Add    formPart
}

// daysRow is one closure or span of extra hours.
type daysRow struct {
	Name, When string
	Where      string
	Remove     string
}

// formPart is one of several forms on a page.
type formPart struct {
	Form   ui.FormOf
	Fields []ui.Field
}

// mark puts what is wrong beside its field.
func (p *formPart) mark(wrong *fault.Fault) {
	page.Mark(p.Fields, wrong)
	p.Form.Fault, p.Form.Errors = wrong.Message, page.Errors(p.Fields)
}

// listDays answers GET /settings/days.
func (h *Handler) listDays(w http.ResponseWriter, r *http.Request) error {
	v, err := h.daysView(r, scheduling.ClosureForm{}, scheduling.ExtraForm{})
	if err != nil {
		return err
	}
	return page.Render(w, r, daysPage(v))
}

func (h *Handler) daysView(r *http.Request, c scheduling.ClosureForm, e scheduling.ExtraForm) (v daysView, err error) {
	closed, extra, err := h.scheduling.ListDays(r.Context(), page.Person(r).Actor)
	if err != nil {
		return v, err
	}
	v.Frame = h.frameOf(r, "Closed days and extra hours", href.Days)
	for _, c := range closed {
		v.Closed = append(v.Closed, daysRow{c.Name, spanOf(c.From, c.Until), wide(c.Location), href.Do(href.Closures, c.ID, "removal")})
	}
	for _, e := range extra {
		where := e.Location
		if e.Place != "" {
			where += ", " + e.Place
		}
		v.Extra = append(v.Extra, daysRow{e.Staff, show.Date(e.On) + ", " + civil.FormatHours([]civil.Hours{e.Hours}), where, href.Do(href.Extras, e.ID, "removal")})
	}
	sites, err := h.weekLocations(r, nil)
	if err != nil {
		return v, err
	}
	v.Close = formPart{ui.FormOf{Action: href.Closures, Class: "stack"}, closureFields(c, sites)}
	fields, err := h.extraFields(r, e, sites)
	v.Add = formPart{ui.FormOf{Action: href.Extras, Class: "stack"}, fields}
	return v, err
}

func spanOf(from, until civil.Date) string {
	if from == until {
		return show.Date(from)
	}
	return show.Date(from) + " to " + show.Date(until)
}

func wide(location string) string {
	if location == "" {
		return "all locations"
	}
	return location
}

func closureFields(f scheduling.ClosureForm, sites []ui.Option) []ui.Field {
	return []ui.Field{
		{Label: "Why", Name: "name", Value: f.Name, Required: true, Help: "Such as Christmas. Whoever tries to book then reads it."},
		{Label: "First day", Name: "from", Kind: ui.Date, Value: f.From, Required: true, ID: "closed-from"},
		{Label: "Last day", Name: "until", Kind: ui.Date, Value: f.Until, Help: "Empty where it is one day."},
		{Label: "Where", Name: "location", Kind: ui.Select, Value: f.Location, ID: "closed-location", Options: prompt("All locations", sites)},
	}
}

func (h *Handler) extraFields(r *http.Request, f scheduling.ExtraForm, sites []ui.Option) ([]ui.Field, error) {
	weeks, err := h.scheduling.ListWeeks(r.Context(), page.Actor(r))
	if err != nil {
		return nil, err
	}
	var people []ui.Option
	for _, w := range weeks {
		people = append(people, ui.Option{Value: w.Staff.String(), Label: w.Name})
	}
	rooms, err := h.roomOptions(r)
	return []ui.Field{
		{Label: "Who", Name: "staff", Kind: ui.Select, Value: f.Staff, Options: prompt("Choose", people), Required: true},
		{Label: "Day", Name: "on", Kind: ui.Date, Value: f.On, Required: true},
		{Label: "Hours", Name: "hours", Value: f.Hours, Required: true, Autocomplete: "off", Help: "As 17:00-19:30."},
		{Label: "Location", Name: "location", Kind: ui.Select, Value: f.Location, Options: prompt("Choose", sites), Required: true},
		{Label: "Room", Name: "place", Kind: ui.Select, Value: f.Place, Options: prompt("Any, or none", rooms)},
	}, err
}

// closeDays answers POST /settings/closures.
func (h *Handler) closeDays(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[scheduling.ClosureForm](r)
	if err != nil {
		return err
	}
	booked, wrong := h.scheduling.CloseDays(r.Context(), page.Actor(r), f)
	if wrong != nil {
		return h.retryDays(w, r, wrong, f, scheduling.ExtraForm{}, func(v *daysView) *formPart { return &v.Close })
	}
	said := f.Name + " is kept: nothing can be booked then."
	if booked > 0 {
		said = fmt.Sprintf("%s is kept. Booked then already: %d. They stand on the worklist until somebody moves or cancels them.", f.Name, booked)
	}
	h.site.Say(r, ui.Toast{Text: said, Tone: ui.Teal})
	return page.See(w, r, href.Days)
}

// openDays answers POST /settings/closures/{n}/removal.
func (h *Handler) openDays(w http.ResponseWriter, r *http.Request) error {
	n, err := page.ID[id.Closure](r, "n")
	if err != nil {
		return err
	}
	if err := h.scheduling.OpenDays(r.Context(), page.Actor(r), n); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "Removed. These days can be booked again.", Tone: ui.Teal})
	return page.See(w, r, href.Days)
}

// addExtra answers POST /settings/extra-hours.
func (h *Handler) addExtra(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[scheduling.ExtraForm](r)
	if err != nil {
		return err
	}
	if _, wrong := h.scheduling.AddExtra(r.Context(), page.Actor(r), f); wrong != nil {
		return h.retryDays(w, r, wrong, scheduling.ClosureForm{}, f, func(v *daysView) *formPart { return &v.Add })
	}
	h.site.Say(r, ui.Toast{Text: "The extra hours can be booked.", Tone: ui.Teal})
	return page.See(w, r, href.Days)
}

// removeExtra answers POST /settings/extra-hours/{n}/removal.
func (h *Handler) removeExtra(w http.ResponseWriter, r *http.Request) error {
	n, err := page.ID[id.Availability](r, "n")
	if err != nil {
		return err
	}
	if err := h.scheduling.RemoveExtra(r.Context(), page.Actor(r), n); err != nil {
		return err
	}
	h.site.Say(r, ui.Toast{Text: "Removed. Visits booked in these hours stay.", Tone: ui.Teal})
	return page.See(w, r, href.Days)
}

// retryDays shows the page again with what was typed, and what is wrong in the
// form that was sent.
func (h *Handler) retryDays(w http.ResponseWriter, r *http.Request, wrong error, c scheduling.ClosureForm, e scheduling.ExtraForm, sent func(*daysView) *formPart) error {
	v, err := h.daysView(r, c, e)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component {
		sent(&v).mark(bad)
		return daysPage(v)
	})
}
