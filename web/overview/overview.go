// Package overview is the manager's page: where the practice stands this week.
package overview

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/overview"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// Handler answers the overview.
type Handler struct {
	Site     *page.Site
	Workflow *workflow.Workflow
	Overview *overview.Service
}

// Routes is every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/overview", access.OpenOverview, h.week)
	rt.Get("/overview/{measure}", access.OpenOverview, h.measure)
	rt.Post("/overview/{measure}/target", access.EditSettings, h.setGoal)
	rt.Get("/overview/{measure}/numbers.csv", access.OpenOverview, h.numbers)
	rt.Get("/overview/{measure}/visits", access.OpenOverview, h.visits)
	rt.Get("/overview/{measure}/visits.csv", access.OpenOverview, h.visitsCSV)
	rt.Get("/overview/{measure}/days", access.OpenOverview, h.days)
	rt.Get("/overview/{measure}/days.csv", access.OpenOverview, h.daysCSV)
	rt.Get("/overview/{measure}/events", access.OpenOverview, h.events)
	rt.Get("/overview/{measure}/events.csv", access.OpenOverview, h.eventsCSV)
}

// view is the page: the one sentence, the line with counts and money, what
// holds up most, and each clinician's notes.
type view struct {
	Shell       ui.Shell
	Span        string
	Held        string
	Sentence    string
	Stations    []ui.FlowStation
	Ended       string
	Others      string // where the lines are to which no count leads
	Measures    []ui.KPI
	Stuck       []ui.Stuck
	More        string // how many more lines there are, leading to Worklist
	Worklist    string
	Turnarounds []turnaround
}

type turnaround struct{ Name, Median, Late, LateHref, Holds string }

// week answers GET /overview?week=2026-05-04.
func (h *Handler) week(w http.ResponseWriter, r *http.Request) error {
	today := h.Site.Today(r)
	monday, err := mondayOf(r.URL.Query().Get("week"), today)
	if err != nil {
		return err
	}
	zone := page.Zone(r)
	o, err := h.Workflow.OpenOverview(r.Context(), page.Actor(r), monday, zone)
	if err != nil {
		return err
	}
	reader := stuck.Reader{Who: page.Actor(r), Now: h.Site.Now(), Zone: zone, Currency: page.Person(r).Currency, MailsWait: page.Person(r).MailsWait}
	shell := h.Site.Shell(r, "Overview", "o")
	shell.Top = weeks(weekOf(monday, today))
	return page.Render(w, r, overviewPage(viewOf(shell, o, monday, reader)))
}

func mondayOf(day string, today civil.Date) (civil.Date, error) {
	d, err := civil.Parse(day)
	if err != nil {
		return d, fault.New(fault.NotFound, "There is no such week.")
	}
	if d.IsZero() {
		d = today
	}
	return d.Add(1 - d.ISOWeekday()), nil
}

// weekView is the way to the weeks beside this one.
type weekView struct{ Before, After, This string }

func weekOf(monday, today civil.Date) weekView {
	v := weekView{Before: href.Overview(monday.Add(-7).String()), After: href.Overview(monday.Add(7).String())}
	if today.Before(monday) || !today.Before(monday.Add(7)) {
		v.This = href.Overview("")
	}
	return v
}

func viewOf(shell ui.Shell, o workflow.Overview, monday civil.Date, r stuck.Reader) view {
	sunday := monday.Add(6)
	v := view{
		Shell: shell,
		Span:  "Mon " + monday.Format("2 Jan") + " to Sun " + sunday.Format("2 Jan 2006") + ", counted " + show.Time(r.Now, r.Zone),
		Held:  show.Round(o.Held.Cents, r.Currency), Sentence: sentence(o),
		Stations: stations(o.Week, r.Currency), Ended: ended(o.Week), Others: others(o.Week), Measures: tiles(o.Measures, o.Weeks, monday), Worklist: href.Worklist("", false),
	}
	v.Stuck = worst(o, r)
	if o.Totals.Lines > len(v.Stuck) {
		v.More = show.Count(o.Totals.Lines, "line", "lines") + " on the worklist"
	}
	for _, t := range o.Turnarounds {
		v.Turnarounds = append(v.Turnarounds, turnaroundOf(t, r.Currency))
	}
	return v
}

// worst are the rows that hold up most: of files and of the practice itself, worth
// and age first as on the worklist.
func worst(o workflow.Overview, r stuck.Reader) []ui.Stuck {
	type row struct {
		cents int64
		since time.Time
		ui.Stuck
	}
	rows := make([]row, 0, len(o.Worst)+len(o.Practice))
	for _, s := range o.Worst {
		rows = append(rows, row{s.Cents, s.Since, stuck.Row(s, r)})
	}
	for _, b := range o.Practice {
		rows = append(rows, row{b.Cents, b.Since, stuck.OfPractice(b, r)})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(b.cents, a.cents), a.since.Compare(b.since)) })
	var out []ui.Stuck
	for _, one := range rows[:min(len(rows), workflow.Worst)] {
		out = append(out, one.Stuck)
	}
	return out
}

// sentence says in one line where the money waits.
func sentence(o workflow.Overview) string {
	if o.Held == (worklist.Held{}) {
		return " is held up. Every visit moves by itself."
	}
	s := " is held up at " + show.Count(o.Held.Visits, "visit", "visits") + "."
	var worst overview.Station
	for _, st := range o.Week.Stations {
		if st.Cents > worst.Cents {
			worst = st
		}
	}
	if worst.Cents*2 >= o.Held.Cents && worst.Cents > 0 {
		s += " Most of it waits at " + show.Station(worst.Name) + "."
	}
	return s
}

// stuckWords say what is stuck at a station, one and many.
var stuckWords = map[string][2]string{
	"intake": {"form waits", "forms wait"}, "arrived": {"without outcome", "without outcome"}, "seen": {"stuck", "stuck"},
	"signed": {"note late", "notes late"}, "charged": {"not charged", "not charged"}, "billed": {"claim held", "claims held"}, "paid": {"overdue", "overdue"},
}

// onWay says what is on the way to a station.
var onWay = map[string]string{
	"intake": "in hand", "arrived": "to come", "seen": "in the building", "signed": "to be signed", "charged": "to charge", "billed": "ready", "paid": "to be paid",
}

func stations(w overview.Week, currency string) []ui.FlowStation {
	state := ui.Done
	if w.Booked == 0 {
		state = ui.Ahead
	}
	out := []ui.FlowStation{{Name: "Booked", State: state, Passed: w.Booked, Wait: "for this week"}}
	for _, s := range w.Stations {
		f := ui.FlowStation{Name: show.Station(s.Name), State: state, Passed: s.Passed, OnWay: s.OnWay, Held: s.Stuck}
		if s.OnWay > 0 {
			f.Wait = show.Number(s.OnWay) + " " + onWay[s.Name]
		}
		if s.Lines > 0 {
			f.State, f.Stuck = ui.Blocked, ofAll(s.Listed, s.Lines, show.Count(s.Lines, stuckWords[s.Name][0], stuckWords[s.Name][1]))
		}
		if s.Listed > 0 {
			f.StuckHref = href.Work{Station: s.Name}.String()
		}
		if s.Cents > 0 {
			f.Money = show.Round(s.Cents, currency)
		}
		out = append(out, f)
	}
	return out
}

// ofAll says how many of the lines the reader's worklist lists, where it lists some
// of them only: the count leads to just these.
func ofAll(listed, lines int, all string) string {
	if listed == 0 || listed == lines {
		return all
	}
	return show.Number(listed) + " of " + all
}

// others says where the lines are to which no count leads.
func others(w overview.Week) string {
	for _, s := range w.Stations {
		if s.Listed < s.Lines {
			return "What is not yours to see stands on the worklists of other roles."
		}
	}
	return ""
}

func ended(w overview.Week) string {
	if w.Cancelled+w.NoShows == 0 {
		return ""
	}
	return show.Count(w.Cancelled, "visit was cancelled", "visits were cancelled") + ", " + show.Count(w.NoShows, "was missed", "were missed") + "; they left the line."
}

func turnaroundOf(t overview.Turnaround, currency string) turnaround {
	out := turnaround{Name: t.Clinician, Median: "–", Late: show.Number(t.Late), Holds: show.Round(t.Cents, currency)}
	if t.Listed > 0 {
		out.Late = ofAll(t.Listed, t.Late, out.Late)
		out.LateHref = href.Work{Kind: "note_unsigned", Of: t.StaffID}.String()
	}
	if t.Signed > 0 {
		out.Median = show.Lasts(t.Median.Round(time.Minute))
	}
	return out
}
