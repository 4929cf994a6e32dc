package practice

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

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

func (h *Handler) weeks(rt page.Routes) {
	rt.Get(href.Weeks, access.EditAvailability, h.listWeeks)
	rt.Get(href.Weeks+"/{n}", access.EditAvailability, h.openWeek)
	rt.Post(href.Weeks+"/{n}", access.EditAvailability, h.saveWeek)
}

// listWeeks answers GET /settings/weeks.
func (h *Handler) listWeeks(w http.ResponseWriter, r *http.Request) error {
	all, err := h.scheduling.ListWeeks(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	v := listView{
		Frame: h.frameOf(r, "Weekly hours", href.Weeks), Path: href.Weeks,
		Lede:    "When each clinician sees patients. Visits already booked stay.",
		Columns: []ui.Column{{Title: "Clinician"}, {Title: "Works"}, {Title: "Hours a week", Number: true}},
		Empty:   ui.EmptyOf{Title: "No clinicians yet", Text: "Weekly hours belong to somebody: add a person with the role Clinician under Staff and roles.", Level: 2},
	}
	for _, week := range all {
		days, hours := worked(week)
		v.Rows = append(v.Rows, row{href.One(href.Weeks, week.Staff), week.Name, "", []string{days, hours}})
	}
	return page.Render(w, r, listPage(v))
}

// worked is Mon, Tue and 12.5 h.
func worked(w scheduling.Week) (days, hours string) {
	var names []string
	minutes := 0
	for _, a := range w.Spans {
		if day := weekdays[a.Weekday-1][:3]; !slices.Contains(names, day) {
			names = append(names, day)
		}
		minutes += a.Hours.To - a.Hours.From
	}
	if minutes == 0 {
		return "no hours yet", ""
	}
	return strings.Join(names, ", "), strings.TrimSuffix(fmt.Sprintf("%.1f", float64(minutes)/60), ".0") + " h"
}

// openWeek answers GET /settings/weeks/{n}: the hours that count on ?on=, or today.
func (h *Handler) openWeek(w http.ResponseWriter, r *http.Request) error {
	week, v, err := h.weekView(r)
	if err != nil {
		return err
	}
	if v.Groups, err = h.weekGroups(r, h.weekForm(r, week)); err != nil {
		return err
	}
	v.Version = versionOf(v.Groups)
	return page.Render(w, r, formPage(v))
}

// saveWeek answers POST /settings/weeks/{n}.
func (h *Handler) saveWeek(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[scheduling.WeekForm](r)
	if err != nil {
		return err
	}
	week, v, err := h.weekView(r)
	if err != nil {
		return err
	}
	is, err := h.weekGroups(r, h.weekForm(r, week))
	if err != nil {
		return err
	}
	typed, err := h.weekGroups(r, f)
	if err != nil {
		return err
	}
	late, err := h.stale(r, is, typed)
	if err != nil {
		return err
	}
	if late {
		return retry(w, r, errStale, v.late(is, typed))
	}
	if wrong := h.scheduling.SetWeek(r.Context(), page.Actor(r), week.Staff, f); wrong != nil {
		v.Groups, v.Version = typed, versionOf(is)
		return retry(w, r, wrong, v)
	}
	h.site.Say(r, ui.Toast{Text: "The hours of " + week.Name + " are saved.", Tone: ui.Teal})
	return page.See(w, r, href.Weeks)
}

func (h *Handler) weekView(r *http.Request) (scheduling.Week, formView, error) {
	n, err := staffNumber(r)
	if err != nil {
		return scheduling.Week{}, formView{}, err
	}
	on, err := civil.Parse(r.URL.Query().Get("on"))
	if err != nil {
		return scheduling.Week{}, formView{}, fault.New(fault.NotFound, "There is no such day.")
	}
	week, err := h.scheduling.FindWeek(r.Context(), page.Actor(r), n, on)
	return week, formView{
		Frame: h.frameOf(r, "Weekly hours of "+week.Name, href.Weeks), Action: href.Week(n, on), Save: "Save hours", Back: href.Weeks,
		Lede: "As 08:00-12:00, 13:00-17:00. A row without hours is left out; use a second row where somebody changes location or room during a day.",
		Also: h.weekChoices(r, week),
	}, err
}

// weekChoices are the hours that were, are and will be: one for each day on which
// they change.
func (h *Handler) weekChoices(r *http.Request, w scheduling.Week) (all []ui.Switch) {
	if len(w.Begins) == 0 {
		return nil
	}
	first, now := w.Begins[0].Add(-1), h.today(r)
	all = append(all, ui.Switch{Label: "Until " + show.Date(first), Href: href.Week(w.Staff, first), On: w.From.IsZero()})
	for _, day := range w.Begins {
		word := "From "
		if !day.After(now) {
			word = "Since "
		}
		all = append(all, ui.Switch{Label: word + show.Date(day), Href: href.Week(w.Staff, day), On: day == w.From})
	}
	return all
}

func (h *Handler) today(r *http.Request) civil.Date { return civil.Of(h.site.Now(), page.Zone(r)) }

// weekForm joins spans of the same day and place to one row, and has room for
// two more; a new clinician begins with Monday to Friday. What is saved counts from
// today, or from when the hours shown will begin; the first hours count always.
func (h *Handler) weekForm(r *http.Request, w scheduling.Week) scheduling.WeekForm {
	var f scheduling.WeekForm
	if now := h.today(r); w.From.After(now) {
		f.From = w.From.String()
	} else if len(w.Begins)+len(w.Spans) > 0 {
		f.From = now.String()
	}
	hours := map[scheduling.WeekRow][]civil.Hours{}
	for _, a := range w.Spans {
		key := scheduling.WeekRow{Weekday: fmt.Sprint(a.Weekday), Location: a.LocationID.String(), Place: typed(a.PlaceID)}
		if hours[key] == nil {
			f.Rows = append(f.Rows, key)
		}
		hours[key] = append(hours[key], a.Hours)
	}
	for i, r := range f.Rows {
		f.Rows[i].Hours = civil.FormatHours(hours[r])
	}
	if len(f.Rows) > 0 {
		return f
	}
	for day := 1; day <= 5; day++ {
		f.Rows = append(f.Rows, scheduling.WeekRow{Weekday: fmt.Sprint(day)})
	}
	return f
}

func (h *Handler) weekGroups(r *http.Request, f scheduling.WeekForm) ([]group, error) {
	var used []string
	for _, row := range f.Rows {
		used = append(used, row.Location)
	}
	where, err := h.weekLocations(r, used)
	if err != nil {
		return nil, err
	}
	rooms, err := h.roomOptions(r)
	g := group{Title: "The week", Quiet: true, Shape: "hours"}
	for i := range min(len(f.Rows)+2, 40) {
		row := scheduling.WeekRow{}
		if i < len(f.Rows) {
			row = f.Rows[i]
		}
		if row.Location == "" && len(where) == 1 {
			row.Location = where[0].Value
		}
		g.Fields = append(g.Fields, weekFields(i, row, where, rooms)...)
	}
	from := ui.Field{Label: "These hours count from", Name: "from", Kind: ui.Date, Value: f.From, Help: "Earlier hours stay known. Empty is from the beginning."}
	return []group{{Title: "Since when", Quiet: true, Fields: []ui.Field{from}}, g}, err
}

func weekFields(i int, row scheduling.WeekRow, where, rooms []ui.Option) []ui.Field {
	at := fmt.Sprintf("rows[%d].", i)
	return []ui.Field{
		{Label: "Day", Name: at + "weekday", Kind: ui.Select, Value: row.Weekday, Options: prompt("Choose", dayOptions())},
		{Label: "Hours", Name: at + "hours", Value: row.Hours, Autocomplete: "off"},
		{Label: "Location", Name: at + "location", Kind: ui.Select, Value: row.Location, Options: prompt("Choose", where)},
		{Label: "Room", Name: at + "place", Kind: ui.Select, Value: row.Place, Options: prompt("Any, or none", rooms)},
	}
}

func dayOptions() []ui.Option {
	out := make([]ui.Option, len(weekdays))
	for i, d := range weekdays {
		out[i] = ui.Option{Value: fmt.Sprint(i + 1), Label: d}
	}
	return out
}

// weekLocations are the open ones, and those that the week already names.
func (h *Handler) weekLocations(r *http.Request, used []string) ([]ui.Option, error) {
	all, err := h.practice.ListLocations(r.Context(), page.Actor(r))
	var out []ui.Option
	for _, l := range all {
		if n := l.ID.String(); !l.Closed || slices.Contains(used, n) {
			out = append(out, ui.Option{Value: n, Label: l.Name})
		}
	}
	return out, err
}

func (h *Handler) roomOptions(r *http.Request) ([]ui.Option, error) {
	all, err := h.practice.ListPlaces(r.Context(), page.Actor(r))
	var out []ui.Option
	several := map[id.Location]bool{}
	for _, p := range all {
		several[p.LocationID] = true
	}
	for _, p := range all {
		if p.Closed || p.Kind != "room" {
			continue
		}
		o := ui.Option{Value: p.ID.String(), Label: p.Name}
		if len(several) > 1 {
			o.Label += ", " + p.LocationName
		}
		out = append(out, o)
	}
	return out, err
}
