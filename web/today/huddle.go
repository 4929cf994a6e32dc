package today

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// huddleView is the sheet that is looked at together before the day begins. It
// prints on a page.
type huddleView struct {
	Shell  ui.Shell
	Title  string
	Before string // how the last day went
	Away   string
	Sites  []ui.Switch
	Works  []works
	Keeps  bool // somebody keeps time free
	Heeds  []heed
	Quiet  string // how many visits have nothing to look out for
}

// works is a clinician's day in a row.
type works struct{ Name, Hours, Visits, First, Free, Kept string }

// heed is a visit with what to look out for.
type heed struct {
	When, Name, Href, With string
	What                   []remark
}

type remark struct {
	Words string
	Tone  ui.Tone
}

// huddle answers GET /day/{date}/huddle?location=.
func (h *Handler) huddle(w http.ResponseWriter, r *http.Request) error {
	date, err := civil.Parse(page.Param(r, "date"))
	if err != nil || date.IsZero() {
		return errNoDay
	}
	q, err := page.Query[asked](r)
	if err != nil {
		return err
	}
	sheet, err := h.Workflow.OpenHuddle(r.Context(), page.Actor(r), id.Location(q.Location), date)
	if err != nil {
		return h.nowhere(w, r, err)
	}
	v := huddleOf(sheet, page.Person(r).Currency)
	v.Shell = h.Site.Shell(r, "Huddle", "t")
	v.Shell.Back = &ui.Link{Href: href.Day{Date: date, At: sheet.Day.At.ID}.String(), Label: "The day"}
	v.Shell.Tools = huddleTools()
	return page.Render(w, r, huddlePage(v))
}

func huddleOf(s workflow.Huddle, currency string) huddleView {
	d := s.Day
	v := huddleView{Title: d.Date.Format("Monday 2 January 2006") + " · " + d.At.Name, Before: beforeOf(s.Before)}
	if len(d.Sites) > 1 {
		for _, at := range d.Sites {
			v.Sites = append(v.Sites, ui.Switch{Href: href.Huddle(d.Date, at.ID), Label: at.Name, On: at.ID == d.At.ID})
		}
	}
	var away []string
	for _, a := range s.Away {
		if a.StandIn != "" {
			a.Name += " (" + a.StandIn + " stands in)"
		}
		away = append(away, a.Name)
	}
	v.Away = strings.Join(away, ", ")
	for _, c := range d.Calendars {
		w := worksOf(c, d.Zone)
		v.Works, v.Keeps = append(v.Works, w), v.Keeps || w.Kept != ""
	}
	quiet := 0
	for _, l := range byTime(d.Lines()) {
		if l.Ended() {
			continue
		}
		one := heedOf(l, s.Heeds[l.VisitID], d.Zone, currency)
		if len(one.What) == 0 {
			quiet++
			continue
		}
		v.Heeds = append(v.Heeds, one)
	}
	if quiet > 0 {
		v.Quiet = show.Count(quiet, "other visit has", "other visits have") + " nothing to look out for."
	}
	return v
}

func byTime(lines []scheduling.Line) []scheduling.Line {
	return slices.SortedStableFunc(slices.Values(lines), func(a, b scheduling.Line) int { return a.StartsAt.Compare(b.StartsAt) })
}

func beforeOf(d workflow.LastDay) string {
	if d.Visits == 0 {
		return ""
	}
	words := []string{show.Number(d.Seen) + " seen"}
	for _, part := range []struct {
		n    int
		said string
	}{{d.Missed, " missed"}, {d.Cancelled, " cancelled"}} {
		if part.n > 0 {
			words = append(words, show.Number(part.n)+part.said)
		}
	}
	notes := "every note is signed"
	if d.Unsigned > 0 {
		notes = show.Count(d.Unsigned, "note is", "notes are") + " not signed yet"
	}
	return d.Date.Format("Monday 2 January") + ": " + strings.Join(words, ", ") + "; " + notes + "."
}

func worksOf(c scheduling.Calendar, zone *time.Location) works {
	w := works{Name: c.Name, Visits: "–", First: "–", Free: "–"}
	var hours, kept []string
	for _, h := range c.Hours {
		hours = append(hours, show.Time(h.From, zone)+" to "+show.Time(h.To, zone))
	}
	for _, b := range c.Blocks {
		kept = append(kept, show.Time(b.From, zone)+" "+b.Title)
	}
	w.Hours, w.Kept = strings.Join(hours, ", "), strings.Join(kept, ", ")
	comes := slices.DeleteFunc(byTime(c.Lines), scheduling.Line.Ended)
	if len(comes) > 0 {
		w.Visits, w.First = show.Number(len(comes)), show.Time(comes[0].StartsAt, zone)
	}
	var free time.Duration
	for _, g := range c.Open {
		free += g.To.Sub(g.From)
	}
	if free > 0 {
		w.Free = show.Lasts(free)
	}
	return w
}

func heedOf(l scheduling.Line, h workflow.Heed, zone *time.Location, currency string) heed {
	one := heed{When: show.Time(l.StartsAt, zone), Name: l.Client, Href: href.Visit(l.ClientID, l.VisitID), With: l.Clinician}
	add := func(words string, tone ui.Tone) { one.What = append(one.What, remark{words, tone}) }
	for _, a := range h.Alerts {
		add(a, ui.Rust)
	}
	if h.New {
		add("First visit here", ui.Plain)
	}
	if h.Interpreter != "" {
		add("Interpreter, "+h.Interpreter, ui.Ochre)
	}
	if h.OwedCents > 0 {
		add("Owes "+show.Money(h.OwedCents, currency), ui.Ochre)
	}
	for _, kind := range h.Stuck {
		add(stuck.Name(kind), ui.Rust)
	}
	return one
}
