package today

import (
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// dayView is the day as it is drawn.
type dayView struct {
	Shell     ui.Shell
	Here      href.Day
	Today     string      // the day it is, where another one is shown
	Kinds     []ui.Switch // of whom or what a week is
	Whose     []ui.Switch // whose week it is
	Beside    *beside     // the form that puts several side by side
	Left      string      // who does not stand there
	At        string      // whose clocks count, where there are others
	Apart     []ui.Link   // the locations with other clocks, whose hours are not drawn
	Printed   string      // whose day or week it is, and where: on paper
	Columns   []ui.Switch // whose calendars stand side by side
	List      bool
	Sites     []ui.Switch
	Strip     []place
	Grid      ui.Day
	Listed    ui.Day // the same with the cancelled visits
	Book      string
	Block     string
	Huddle    string
	Open      *panel
	OpenHeld  *held
	OpenGroup *sharing
	Nobody    bool
	Offered   []ui.Link // times that got free, with what is done about them
}

// held is a block that is open: what it keeps free and how to remove it.
type held struct {
	Title, Words, Remove, Close, Beside string
	Which                               *ui.Field // of those of its series; nil: it stands alone
}

// viewer builds a dayView.
type viewer struct {
	day      scheduling.Day
	who      access.Actor
	here     href.Day
	currency string
	drawn    map[string]bool // the blocks that stand in a column already
}

func viewOf(day scheduling.Day, q asked, who access.Actor, currency string) dayView {
	b := viewer{day: day, who: who, here: href.Day{Date: day.Date, At: day.At.ID, By: string(day.By), List: q.View == "list"}, currency: currency}
	v := b.begin()
	v.Strip, v.Nobody = stripOf(day, currency), len(day.Calendars) == 0
	if day.Date != day.Today {
		v.Today = v.link(func(d *href.Day) { d.Date = day.Today })
	}
	v.Huddle = href.Huddle(day.Date, b.here.At)
	v.Columns = columnsOf(day, v)
	b.fill(&v, q)
	return v
}

// fill draws the columns, as a grid and as a list.
func (b *viewer) fill(v *dayView, q asked) {
	day := b.day
	if b.who.May(access.BookVisit) {
		v.Book = href.Book(href.Booking{At: day.At.ID, Day: day.Date, Clinician: b.here.Week.One()})
		v.Block = href.NewBlock(day.At.ID, day.Date, b.here.Week.One(), b.here.Week.Place())
	}
	b.drawn = map[string]bool{}
	v.Grid = b.grid(*v, id.Visit(q.Visit))
	b.drawn = map[string]bool{}
	v.Listed = b.grid(*v, 0)
	for i, c := range day.Calendars {
		v.Listed.Columns[i].Blocks = b.listed(*v, c, v.Listed.Columns[i].Blocks)
	}
	v.OpenHeld = b.held(*v, id.Booking(q.Block))
	v.OpenGroup = b.shared(*v, id.Booking(q.Group))
	v.Offered = offeredOf(day)
}

// offeredOf are the times of the day that got free while somebody waited.
func offeredOf(day scheduling.Day) (out []ui.Link) {
	for _, f := range day.Freed {
		says := "to be offered to the waitlist"
		switch {
		case f.Standing > 0:
			says = "offered to " + show.Count(f.Standing, "person", "people") + " until " + show.Time(*f.Until, day.Zone)
		case f.Asked > 0:
			says = "offered, and nobody took it yet"
		}
		out = append(out, ui.Link{Href: href.FreedTime(f.ID), Label: f.Local.Format("15:04") + " with " + f.Clinician + " got free: " + says})
	}
	return out
}

func (b viewer) grid(v dayView, open id.Visit) ui.Day {
	from, to := b.hours()
	step := 1
	g := ui.Day{Label: b.day.Date.Format("Monday 2 January"), From: from, To: to, Book: v.Book, Empty: "Nobody has a visit on this day."}
	if b.day.By == scheduling.ByEquipment {
		g.Empty = "No visit of this day takes any of the equipment."
	}
	if b.here.Week.Shown() {
		g.InTurn, g.NowIn = true, turnOf(b.day.Today)
		step, g.Label, g.Empty = 7, "Week of "+b.day.Date.Format("2 January"), "Nobody has a visit in this week."
	}
	switch b.day.By {
	case scheduling.ByRoom:
		g.Heading = "Room"
	case scheduling.ByEquipment:
		g.Heading = "Equipment"
	}
	g.Prev = v.link(func(d *href.Day) { d.Date = b.day.Date.Add(-step) })
	g.Next = v.link(func(d *href.Day) { d.Date = b.day.Date.Add(step) })
	if b.showsToday() {
		g.Now = b.minute(b.day.Now)
	}
	for _, c := range b.day.Calendars {
		g.Columns = append(g.Columns, b.column(v, c, from, to, open))
	}
	return g
}

func (b viewer) showsToday() bool {
	if !b.here.Week.Shown() {
		return b.day.Date == b.day.Today
	}
	return slices.ContainsFunc(b.day.Calendars, func(c scheduling.Calendar) bool { return c.Date == b.day.Today })
}

// hours are the whole hours shown: eight to five, and whatever lies outside.
func (b viewer) hours() (from, to int) {
	from, to = 8*60, 17*60
	for _, c := range b.day.Calendars {
		for _, h := range c.Hours {
			from, to = min(from, b.minute(h.From)), max(to, b.end(h.From, h.To))
		}
		for _, l := range c.Lines {
			from, to = min(from, b.minute(l.StartsAt)), max(to, b.end(l.StartsAt, l.EndsAt))
		}
		for _, h := range c.Blocks {
			from, to = min(from, b.minute(h.From)), max(to, b.end(h.From, h.To))
		}
	}
	return from / 60 * 60, min((to+59)/60*60, 24*60)
}

// minute is the local minute of the day, as the clocks show it.
func (b viewer) minute(at time.Time) int {
	l := at.In(b.day.Zone)
	return l.Hour()*60 + l.Minute()
}

func (b viewer) end(from, to time.Time) int { return b.minute(from) + int(to.Sub(from).Minutes()) }

// listed names everybody of a group, leaves out the time that was never taken, which a list cannot show at
// a glance, and adds the cancelled visits, which the grid has no room for.
func (b viewer) listed(v dayView, c scheduling.Calendar, blocks []ui.Block) []ui.Block {
	blocks = slices.DeleteFunc(blocks, func(b ui.Block) bool { return b.Flow == ui.FlowFree || strings.HasPrefix(b.ID, "group-") })
	for _, l := range c.Lines {
		if l.CancelledAt == nil && l.Capacity > 1 {
			one := b.visit(v, l)
			one.ID = b.once("visit-"+l.VisitID.String(), c)
			blocks = append(blocks, one)
		}
	}
	return append(blocks, b.cancelled(c)...)
}

func (b viewer) cancelled(c scheduling.Calendar) (out []ui.Block) {
	for _, l := range c.Lines {
		if l.CancelledAt != nil {
			out = append(out, ui.Block{
				ID: b.once(blockID(l), c), Start: b.minute(l.StartsAt), Length: l.Minutes(), Flow: ui.FlowGone, Name: l.Client,
				Words: b.words(l, scheduling.FlowCancelled), Line: visitline.Of(l, b.day.Now, b.day.Zone), Href: href.Visit(l.ClientID, l.VisitID),
			})
		}
	}
	return out
}

// blockScopes ask which times of a series are opened.
var blockScopes = []ui.Option{
	{Label: "Only this time"},
	{Value: string(scheduling.Following), Label: "This one and those after it"},
	{Value: string(scheduling.AllToCome), Label: "All that are to come"},
}

func (b viewer) held(v dayView, open id.Booking) *held {
	for _, c := range b.day.Calendars {
		for _, h := range c.Blocks {
			if open != 0 && h.ID == open {
				out := held{
					Title: h.Title, Words: c.Name + ", " + show.Time(h.From, b.day.Zone) + " to " + show.Time(h.To, b.day.Zone),
					Remove: href.Returning(href.RemoveBlock(h.ID), v.link(func(*href.Day) {})), Close: v.link(func(*href.Day) {}), Beside: "block-" + h.ID.String(),
				}
				if h.Repeats {
					out.Which = &ui.Field{Label: "It repeats. Open", Name: "scope", Kind: ui.Select, Small: true, Options: blockScopes}
				}
				return &out
			}
		}
	}
	return nil
}
