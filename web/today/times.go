package today

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// timesForm is what is looked for, and for whom.
type timesForm struct {
	scheduling.Search
	Client string `form:"client"`
}

// timesView is the page that finds the next free times.
type timesView struct {
	Shell  ui.Shell
	Form   ui.FormOf
	Fields []ui.Field
	Client string // hidden; empty while nobody is chosen
	Days   []timesDay
	Empty  *ui.EmptyOf
	Later  *ui.Link
}

// timesDay is the free times of one day.
type timesDay struct {
	Title string
	Slots []timesSlot
}

type timesSlot struct{ Clock, With, Href string }

// mostTimes is how many free times are shown together.
const mostTimes = 60

// times answers GET /times.
func (h *Handler) times(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[timesForm](r)
	if err != nil {
		return err
	}
	c, _ := id.Parse[id.Client](in.Client) // anybody else is nobody yet
	o, err := h.Scheduling.Offer(r.Context(), page.Person(r).Actor, c, scheduling.Wish{})
	if err != nil {
		return err
	}
	sorts, err := h.Scheduling.Sorts(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	v := timesView{Shell: h.Site.Shell(r, "Find a time", "t"), Form: ui.FormOf{Action: href.Times}, Fields: searchFields(in.Search, o, sorts, page.Person(r).Currency), Client: in.Client}
	v.Shell.Back = &ui.Link{Href: href.Book(href.Booking{Client: c}), Label: "Book a visit"}
	if !r.URL.Query().Has("type") {
		return page.Render(w, r, timesPage(v))
	}
	slots, wrong := h.Scheduling.FindTimes(r.Context(), page.Actor(r), in.Search, mostTimes+1)
	if wrong != nil {
		return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component {
			page.Mark(v.Fields, f)
			v.Form.Fault, v.Form.Errors = f.Message, page.Errors(v.Fields)
			return timesPage(v)
		})
	}
	v.show(slots, in, c, len(o.Sites) > 1)
	if len(slots) > mostTimes {
		v.Later = &ui.Link{Href: href.TimesFrom(r.URL.Query(), later(slots).String()), Label: "Later times"}
	}
	return page.Render(w, r, timesPage(v))
}

// later is the day of the first slot that is not shown, whose earlier ones are shown
// again; a day with more than all that is shown is passed over.
func later(slots []scheduling.Slot) civil.Date {
	day := civil.New(slots[mostTimes].Local.Date())
	if day == civil.New(slots[0].Local.Date()) {
		return day.Add(1)
	}
	return day
}

// show groups the slots by their day; where there are several locations each slot
// says its own.
func (v *timesView) show(slots []scheduling.Slot, in timesForm, c id.Client, several bool) {
	if len(slots) == 0 {
		v.Empty = &ui.EmptyOf{Title: "No free time", Text: "Within a year nothing is free that fits all of this. Leave out the part of the day, the weekdays or the person.", Level: 2}
		return
	}
	kind, _ := id.Parse[id.VisitType](in.VisitType) // the search has read it
	for _, s := range slots[:min(len(slots), mostTimes)] {
		title := s.Local.Format("Monday 2 January 2006")
		with := s.Clinician
		if several {
			with += ", " + s.Location
		}
		if n := len(v.Days); n == 0 || v.Days[n-1].Title != title {
			v.Days = append(v.Days, timesDay{Title: title})
		}
		day := &v.Days[len(v.Days)-1]
		to := href.Booking{Client: c, Type: kind, Clinician: s.ClinicianID, At: s.LocationID, Day: civil.New(s.Local.Date()), Start: s.Value(), Lasts: in.Lasts}
		if to.Equipment = s.PlaceID; s.Room {
			to.Room, to.Equipment = s.PlaceID, 0
		}
		day.Slots = append(day.Slots, timesSlot{s.Clock(), with, href.Book(to)})
	}
}

// searchFields ask what for, with whom, where and when.
func searchFields(f scheduling.Search, o scheduling.Offer, sorts []scheduling.Choice, currency string) []ui.Field {
	fields := []ui.Field{
		{Label: "What for", Name: "type", Kind: ui.Select, Value: f.VisitType, Options: typesOf(o, currency), Required: true},
		{Label: "With", Name: "clinician", Kind: ui.Select, Value: f.Clinician, Options: peopleOf(o, "Anybody")},
	}
	if len(o.Sites) > 1 {
		fields = append(fields, ui.Field{Label: "Where", Name: "location", Kind: ui.Select, Value: f.Location, Options: sitesOf(o, "Anywhere")})
	}
	if len(sorts) > 0 {
		takes := []ui.Option{{Label: "What its kind takes"}}
		for _, s := range sorts {
			takes = append(takes, ui.Option{Value: idOf(s.ID), Label: s.Name})
		}
		fields = append(fields, ui.Field{Label: "With a room or equipment", Name: "sort", Kind: ui.Select, Value: f.Sort, Options: takes})
	}
	var days []ui.Option
	for n := 1; n <= 7; n++ {
		days = append(days, ui.Option{Value: fmt.Sprint(n), Label: civil.New(2024, 1, n).Format("Mon")}) // 1 January 2024 was a Monday
	}
	return append(fields,
		ui.Field{Label: "From", Name: "from", Kind: ui.Date, Value: f.From, Help: "Empty is today."},
		ui.Field{Label: "Time of day", Name: "part", Kind: ui.Select, Value: f.Part, Options: []ui.Option{
			{Label: "Any"}, {Value: "morning", Label: "Morning"}, {Value: "afternoon", Label: "Afternoon, from 12:00"}, {Value: "evening", Label: "Evening, from 17:00"},
		}},
		ui.Field{Label: "Minutes", Name: "lasts", Kind: ui.Number, Step: "5", Value: f.Lasts, Help: "Empty is as long as its kind."},
		ui.Field{Label: "Days", Name: "weekday", Kind: ui.Checks, Values: f.Weekdays, Options: days},
	)
}
