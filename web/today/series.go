package today

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// seriesView is the report of what of a series can be had, and the form that accepts
// the times that are chosen.
type seriesView struct {
	Shell  ui.Shell
	Lede   string
	Form   ui.FormOf
	Moves  bool // the visits are there already
	Rows   []seriesRow
	Anyway *ui.Field // times outside hours are meant
	Change string    // leads back to the form that led here, as it was filled in
	To     string    // where that posts, and where the report is asked for anew
	Hidden []ui.Field
	Do     ui.Act
}

// seriesRow is one time of it. What can be had is a box; what cannot says why, and
// offers other times of its day.
type seriesRow struct {
	When, Was string
	Tag       ui.Tag
	Why       string
	Box       *ui.Field
	Instead   *ui.Field
}

// GET /book/series
func (h *Handler) series(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Query[bookForm](r)
	if err != nil {
		return err
	}
	if !in.repeats() { // nothing to report on yet
		return h.booking(w, r)
	}
	return h.showSeries(w, r, in)
}

// showSeries answers a booking that repeats with what of it can be had.
func (h *Handler) showSeries(w http.ResponseWriter, r *http.Request, in bookForm) error {
	v, err := h.readSeries(r, in)
	if err != nil {
		return h.bookAgain(w, r, in, err)
	}
	return page.Render(w, r, seriesPage(v))
}

// POST /book/series
func (h *Handler) bookSeries(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[bookForm](r)
	if err != nil {
		return err
	}
	c, err := in.patient()
	if err != nil {
		return h.bookAgain(w, r, in, err)
	}
	o, _ := in.from() // none is none
	first, refused := h.Workflow.BookSeries(r.Context(), page.Actor(r), c, o, in.Wish, in.Repeat)
	if refused == nil {
		return h.bookedSeries(w, r, c, first, in)
	}
	view, err := h.readSeries(r, in)
	if err != nil {
		return h.bookAgain(w, r, in, refused)
	}
	return page.Retry(w, r, refused, func(f *fault.Fault) templ.Component { return seriesPage(view.marked(f)) })
}

func (h *Handler) bookedSeries(w http.ResponseWriter, r *http.Request, c id.Client, first id.Visit, in bookForm) error {
	more, err := h.talkAfter(r, c, in)
	if err != nil {
		return err
	}
	o, err := h.Scheduling.OpenVisit(r.Context(), page.Reader(r), c, first)
	if err != nil {
		return err
	}
	l := o.Line
	h.Site.Say(r, ui.Toast{
		Text: fmt.Sprintf("%s is booked %s, from %s on with %s.%s", l.Client, show.Count(o.Series.Of, "time", "times"),
			show.DayTime(l.StartsAt, h.Site.Now(), zoneOf(l, page.Zone(r))), l.Clinician, more),
		Undo: href.From(href.CancelVisit(c, first), "day"), With: map[string]string{"reason": "Booked by mistake", "scope": string(scheduling.Following)},
	})
	day := dayOf(l)
	day.Visit = first
	return page.See(w, r, day.String())
}

// patient is whom the series is for: somebody with a file.
func (f bookForm) patient() (id.Client, error) {
	c, err := id.Parse[id.Client](f.Client)
	if err == nil {
		return c, nil
	}
	said := "Find the patient and pick one of those found."
	if f.fresh() {
		said = "A new patient is booked for one visit first, which opens the file. Then book the series."
	}
	return 0, &fault.Fault{Kind: fault.Invalid, Message: "Nobody is chosen yet. Nothing was lost.", Fields: map[string]string{"client": said}}
}

func (h *Handler) readSeries(r *http.Request, in bookForm) (seriesView, error) {
	c, err := in.patient()
	if err != nil {
		return seriesView{}, err
	}
	s, err := h.Scheduling.CheckSeries(r.Context(), page.Reader(r), c, in.Wish, in.Repeat)
	if err != nil {
		return seriesView{}, err
	}
	v := seriesOf(s, in.Anyway)
	v.Form.Action, v.To = href.BookSeries, href.BookVisit
	v.Hidden = hidden(wished(in.Wish), "repeat", in.Rule, "repeat_until", in.Until, "repeat_times", in.Times,
		"client", in.Client, "type", in.VisitType, "coverage", in.Coverage, "reason", in.Reason, "conversation", in.Talk, "seen", in.seen())
	v.Hidden = append(v.Hidden, keptDays(in.Repeat)...)
	v.Shell = h.Site.Shell(r, "A series of visits", "t")
	v.Shell.Back = &ui.Link{Href: href.Book(href.Booking{Client: c}), Label: "Book a visit"}
	v.Do = ui.Act{Label: "Book the chosen visits", Kind: "primary"}
	v.Change = "Change the series"
	return v, nil
}

func (f bookForm) seen() string {
	if f.Talk == "" {
		return ""
	}
	return f.Seen.String()
}

// wished are the parts of a wish that a booking and a move have in common.
func wished(w scheduling.Wish) []ui.Field {
	return hidden(nil, "clinician", w.Clinician, "location", w.Location, "day", w.Day, "start", w.Start, "other", w.Other, "fold", w.Fold, "place", w.Place, "equipment", w.Equipment)
}

// hidden adds fields that are not empty, as pairs of name and value.
func hidden(fields []ui.Field, pairs ...string) []ui.Field {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fields = append(fields, ui.Field{Name: pairs[i], ID: "f-kept-" + pairs[i], Kind: ui.Hidden, Value: pairs[i+1]})
		}
	}
	return fields
}

// seriesOf shows each time of the series; anyway is that those outside hours are meant.
func seriesOf(s scheduling.Series, anyway bool) seriesView {
	v := seriesView{}
	open, outside := 0, anyway
	for n, o := range s.Times {
		v.Rows = append(v.Rows, rowOf(o, n))
		v.Moves = v.Moves || o.Visit != 0
		if o.State == scheduling.Open {
			open++
		}
		outside = outside || o.State == scheduling.Outside
	}
	v.Lede = joined(", ", s.Client, s.VisitType, s.Clinician, repeats(s.Rule)) + ". " +
		fmt.Sprintf("Of %s %d can be had as they are.", show.Count(len(s.Times), "time", "times"), open)
	if outside {
		v.Anyway = &ui.Field{Label: "Times outside hours are meant too", Name: "anyway", Kind: ui.Check, Value: ticked(anyway)}
	}
	return v
}

var stateTags = map[scheduling.State]ui.Tag{
	scheduling.Open: {Text: "Free", Tone: ui.Teal}, scheduling.Taken: {Text: "Taken", Tone: ui.Rust}, scheduling.Outside: {Text: "Outside hours", Tone: ui.Ochre},
	scheduling.Nowhere: {Text: "No such hour", Tone: ui.Rust}, scheduling.Passed: {Text: "Over", Tone: ui.Rust},
}

func rowOf(o scheduling.Occurrence, n int) seriesRow {
	row := seriesRow{When: o.Local.Format("Mon 2 Jan 2006, ") + o.Clock(), Tag: stateTags[o.State], Why: o.Why}
	if o.Visit != 0 {
		row.Was = o.Was.Format("Mon 2 Jan 2006, 15:04")
	}
	name := fmt.Sprintf("f-take-%d", n)
	switch {
	case o.State == scheduling.Open:
		row.Box = &ui.Field{Label: "Yes", Name: "take", ID: name, Kind: ui.Check, Value: o.Take(o.Free)}
	case len(o.Near) > 0:
		left := "Leave it out"
		if o.Visit != 0 {
			left = "Leave it where it is"
		}
		row.Instead = &ui.Field{Label: "Instead of " + row.When, HideLabel: true, Name: "take", ID: name, Kind: ui.Select, Small: true, Options: []ui.Option{{Label: left}}}
		for _, f := range o.Near {
			row.Instead.Options = append(row.Instead.Options, ui.Option{Value: o.Take(f), Label: "At " + f.Clock()})
		}
	}
	return row
}

// marked says what is wrong above the times.
func (v seriesView) marked(f *fault.Fault) seriesView {
	v.Form.Fault = f.Message
	for _, name := range []string{"take", "coverage", "reason"} {
		if f.Fields[name] != "" {
			v.Form.Errors = append(v.Form.Errors, ui.FieldError{Name: "take-0", Label: "The chosen times", Message: f.Fields[name]})
		}
	}
	return v
}

// nth is 3rd of 12, every week.
func nth(s scheduling.Nth) string {
	ending := "th"
	if tens := s.N / 10 % 10; tens != 1 {
		switch s.N % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return joined(", ", fmt.Sprintf("%d%s of %d", s.N, ending, s.Of), repeats(s.Rule))
}

// scopes ask which visits of a series are meant.
var scopes = []ui.Option{
	{Label: "Only this visit"},
	{Value: string(scheduling.Following), Label: "This one and those after it"},
	{Value: string(scheduling.AllToCome), Label: "All that are to come"},
}
