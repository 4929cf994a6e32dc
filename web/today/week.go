package today

import (
	"cmp"
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

// week answers GET /week/{date}?clinician=&by=&place=&location=: the days around the date,
// of clinicians, of a room or a piece of equipment, or of everybody at a location.
func (h *Handler) week(w http.ResponseWriter, r *http.Request) error {
	date, err := civil.Parse(page.Param(r, "date"))
	if err != nil || date.IsZero() {
		return errNoDay
	}
	q, err := page.Query[asked](r)
	if err != nil {
		return err
	}
	of, err := q.whose()
	if err != nil {
		return err
	}
	who := page.Actor(r)
	week, err := h.Scheduling.CalendarWeek(r.Context(), who, id.Location(q.Location), of, date)
	if err != nil {
		return h.nowhere(w, r, err)
	}
	v := weekOf(week, q, who, page.Person(r).Currency)
	v.Shell = h.shellOfDay(r, v)
	v.Shell.Live = page.Follow(r, href.Live{Days: true}.String())
	return h.drawn(w, r, week.Day, q, v)
}

func (q asked) whose() (scheduling.Whose, error) {
	of := scheduling.Whose{By: scheduling.By(q.By), Place: id.Place(q.Place)}
	if _, err := byOf(q.By); err != nil {
		return of, fault.New(fault.NotFound, "A week is that of clinicians, of a room, of a piece of equipment or of a location.")
	}
	if !of.By.Place() {
		of.Place = 0
	}
	for _, n := range q.Of {
		of.Clinicians = append(of.Clinicians, id.Staff(n))
	}
	return of, nil
}

func weekOf(week scheduling.CalendarWeek, q asked, who access.Actor, currency string) dayView {
	b := viewer{day: week.Day, who: who, here: href.Day{Date: week.Date, At: week.At.ID, List: q.View == "list"}, currency: currency}
	switch {
	case week.Of.By == scheduling.ByLocation:
		b.here.Week.Everybody = true
	case week.Of.By.Place():
		b.here.Week = weekOfPlace(week.Of.By, week.Of.Place)
	default:
		b.here.Week.Clinicians = week.Of.Clinicians
	}
	v := b.begin()
	if week.Today.Before(week.Date) || week.Today.After(week.Date.Add(6)) {
		v.Today = v.link(func(d *href.Day) { d.Date = week.Today })
	}
	v.Kinds = kindsOf(week, b.here)
	b.choose(&v, week)
	b.fill(&v, q)
	return v
}

// kindsOf are of whom or what a week can be.
func kindsOf(week scheduling.CalendarWeek, here href.Day) (out []ui.Switch) {
	for _, k := range append(sides(week.Day), side{"Location", scheduling.ByLocation}) {
		out = append(out, ui.Switch{Label: k.label, On: k.by == week.Of.By, Href: href.CalendarWeek(week.Date, string(k.by), here.At, here.List)})
	}
	return out
}

// choose says whose week it is, and leads to those of others.
func (b *viewer) choose(v *dayView, week scheduling.CalendarWeek) {
	switch {
	case week.Of.By == scheduling.ByLocation:
		v.Sites = slices.DeleteFunc(v.Sites, func(s ui.Switch) bool { return s.Label == everySite })
		if week.Left > 0 {
			v.Left = show.Count(week.Left, "more clinician is", "more clinicians are") + " here in this week. Choose under Clinicians who stands side by side."
		}
		return
	case week.Of.By.Place():
		for i, s := range week.Sites {
			v.Sites[i].Href = href.CalendarWeek(week.Date, string(week.Of.By), s.ID, v.List)
		}
		v.Sites = v.Sites[:len(week.Sites)]
		v.Whose = switches(week.Places, func(n int64) bool { return id.Place(n) == week.Of.Place }, func(n int64) string {
			return v.link(func(d *href.Day) { d.Week = weekOfPlace(week.Of.By, id.Place(n)) })
		})
	default:
		v.Sites, v.Apart = nil, b.apart(*v) // they work where they work
		v.Whose = switches(week.Clinicians, func(n int64) bool { return slices.Contains(week.Of.Clinicians, id.Staff(n)) }, func(n int64) string {
			return v.link(func(d *href.Day) { d.Week.Clinicians = []id.Staff{id.Staff(n)} })
		})
		v.Beside = besideOf(week, v.List)
	}
	var on []string
	for _, s := range v.Whose {
		if s.On {
			on = append(on, s.Label)
		}
	}
	v.Printed = strings.Join(on, ", ")
}

func weekOfPlace(by scheduling.By, n id.Place) href.Whose {
	if by == scheduling.ByEquipment {
		return href.Whose{Equipment: n}
	}
	return href.Whose{Room: n}
}

func switches(of []scheduling.Choice, on func(int64) bool, to func(int64) string) (out []ui.Switch) {
	for _, c := range of {
		out = append(out, ui.Switch{Label: c.Name, On: on(c.ID), Href: to(c.ID)})
	}
	return out
}

// beside is the form that puts several clinicians side by side.
type beside struct {
	Action string
	Who    ui.Field
	List   bool
}

func besideOf(week scheduling.CalendarWeek, list bool) *beside {
	if len(week.Clinicians) < 2 {
		return nil
	}
	out := beside{Action: href.CalendarWeek(week.Date, "", 0, false), List: list, Who: ui.Field{Label: "Side by side", Name: "clinician", Kind: ui.Checks}}
	for _, c := range week.Clinicians {
		out.Who.Options = append(out.Who.Options, ui.Option{Value: idOf(c.ID), Label: c.Name})
	}
	for _, n := range week.Of.Clinicians {
		out.Who.Values = append(out.Who.Values, n.String())
	}
	return &out
}

// headOfWeek is a day of the week, or what one of several has on it.
func (b viewer) headOfWeek(c scheduling.Calendar, set func(...string) string) ui.DayColumn {
	today := ""
	if c.Date == b.day.Today {
		today = "Today"
	}
	out := ui.DayColumn{ID: c.Date.String(), Turn: turnOf(c.Date), Name: turnOf(c.Date), Detail: joined(" · ", today, c.Place), Sets: set("day", c.Date.String())}
	if b.here.Week.Everybody || len(b.here.Week.Clinicians) > 1 {
		out.Name, out.Detail = cmp.Or(c.Name, "Nobody"), joined(" · ", out.Name, today, c.Place)
		if c.ClinicianID != 0 {
			out.ID += "-" + c.ClinicianID.String()
			out.Sets = set("day", c.Date.String(), "clinician", c.ClinicianID.String())
		}
	}
	return out
}

// turnOf names a day of a week.
func turnOf(day civil.Date) string { return day.Format("Mon 2 Jan") }
