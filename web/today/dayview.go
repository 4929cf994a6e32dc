package today

import (
	"cmp"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// dayView is the day as it is drawn.
type dayView struct {
	Shell    ui.Shell
	Here     href.Day
	Today    string // the day it is, where another one is shown
	List     bool
	Sites    []ui.Switch
	Strip    []place
	Grid     ui.Day
	Listed   ui.Day // the same with the cancelled visits
	Book     string
	Block    string
	Huddle   string
	Open     *panel
	OpenHeld *held
	Nobody   bool
	Offered  []ui.Link // times that got free, with what is done about them
}

// held is a block that is open: what it keeps free and how to remove it.
type held struct{ Title, Words, Remove, Close, Beside string }

// viewer builds a dayView.
type viewer struct {
	day      scheduling.Day
	who      access.Actor
	here     href.Day
	currency string
}

func viewOf(day scheduling.Day, q asked, who access.Actor, currency string) dayView {
	b := viewer{day, who, href.Day{Date: day.Date, At: day.At.ID, List: q.View == "list"}, currency}
	if len(day.Sites) == 1 {
		b.here.At = 0
	}
	v := dayView{Here: b.here, List: b.here.List, Strip: stripOf(day, currency), Nobody: len(day.Calendars) == 0}
	if day.Date != day.Today {
		v.Today = v.link(func(d *href.Day) { d.Date = day.Today })
	}
	for _, s := range day.Sites {
		v.Sites = append(v.Sites, ui.Switch{Label: s.Name, On: s.ID == day.At.ID, Href: v.link(func(d *href.Day) { d.At = s.ID })})
	}
	if who.May(access.BookVisit) {
		v.Book = href.Book(href.Booking{At: day.At.ID, Day: day.Date})
		v.Block = href.NewBlock(day.At.ID, day.Date)
	}
	v.Huddle = href.Huddle(day.Date, b.here.At)
	v.Grid = b.grid(v, id.Visit(q.Visit))
	v.Listed = b.grid(v, 0)
	for i, c := range day.Calendars {
		v.Listed.Columns[i].Blocks = b.listed(c, v.Listed.Columns[i].Blocks)
	}
	v.OpenHeld = b.held(v, id.Booking(q.Block))
	v.Offered = offeredOf(day)
	return v
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

// link is the URL of this day with something changed.
func (v dayView) link(change func(*href.Day)) string {
	d := v.Here
	change(&d)
	return d.String()
}

// from names this page for the acts that return to it.
func (v dayView) from() string {
	if v.List {
		return "list"
	}
	return "day"
}

func (b viewer) grid(v dayView, open id.Visit) ui.Day {
	from, to := b.hours()
	g := ui.Day{
		Label: b.day.Date.Format("Monday 2 January"), From: from, To: to, Book: v.Book,
		Prev:  v.link(func(d *href.Day) { d.Date = b.day.Date.Add(-1) }),
		Next:  v.link(func(d *href.Day) { d.Date = b.day.Date.Add(1) }),
		Empty: "Nobody has a visit on this day.",
	}
	if b.day.Date == b.day.Today {
		g.Now = b.minute(b.day.Now)
	}
	for _, c := range b.day.Calendars {
		g.Columns = append(g.Columns, b.column(v, c, from, to, open))
	}
	return g
}

func (b viewer) column(v dayView, c scheduling.Calendar, from, to int, open id.Visit) ui.DayColumn {
	out := ui.DayColumn{ID: c.ClinicianID.String(), Name: c.Name, Detail: joined(" · ", c.Title, c.Place)}
	out.Blocks = b.closed(c, from, to)
	for _, l := range c.Lines {
		if l.CancelledAt == nil {
			block := b.visit(v, l)
			block.On = l.VisitID == open
			out.Blocks = append(out.Blocks, block)
		}
	}
	for _, h := range c.Blocks {
		out.Blocks = append(out.Blocks, b.kept(v, h))
	}
	if v.Book != "" {
		for _, g := range c.Open {
			out.Blocks = append(out.Blocks, b.free(c, g))
		}
	}
	inLanes(out.Blocks)
	return out
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

func (b viewer) visit(v dayView, l scheduling.Line) ui.Block {
	flow := l.Flow(b.day.Now)
	block := ui.Block{
		ID: blockID(l), Start: b.minute(l.StartsAt), Length: l.Minutes(), Flow: flows[flow], Name: l.Client,
		Words: b.words(l, flow), State: states[flow], Line: visitline.Of(l, b.day.Now, b.day.Zone),
		Href: v.link(func(d *href.Day) { d.Visit = l.VisitID }),
	}
	if l.Hidden {
		block.Words, block.Href = "", href.Client(l.ClientID)
		return block
	}
	if flow == scheduling.FlowDue && l.ConfirmedAt != nil {
		block.Icon = "calendar-check"
	}
	if b.who.May(access.FlowVisit) {
		block.Keys = b.keys(l, v.from())
	}
	return block
}

func (b viewer) keys(l scheduling.Line, from string) (k ui.BlockKeys) {
	if l.Ended() || l.SeenAt != nil {
		return k
	}
	if l.ArrivedAt == nil {
		k.Arrived = href.From(href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkArrived)), from)
	}
	k.Room = href.From(href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkRoomed)), from)
	k.Left = href.From(href.Mark(l.ClientID, l.VisitID, string(scheduling.MarkSeen)), from)
	k.Move = href.From(href.MoveVisit(l.ClientID, l.VisitID), from)
	k.Open = k.Move
	return k
}

var flows = map[scheduling.Flow]ui.Flow{
	scheduling.FlowDue: ui.FlowDue, scheduling.FlowHere: ui.FlowHere, scheduling.FlowLate: ui.FlowLate, scheduling.FlowRoom: ui.FlowRoom,
	scheduling.FlowLeft: ui.FlowLeft, scheduling.FlowStuck: ui.FlowStuck, scheduling.FlowNoShow: ui.FlowGone, scheduling.FlowCancelled: ui.FlowGone,
}

// states are the flows that the words of a block do not name.
var states = map[scheduling.Flow]string{scheduling.FlowDue: "due", scheduling.FlowLeft: "left"}

// words say where the visit is now, or what it is for.
func (b viewer) words(l scheduling.Line, f scheduling.Flow) string {
	switch f {
	case scheduling.FlowStuck:
		return stuck.Short(l)
	case scheduling.FlowHere:
		if l.Waited(b.day.Now) < time.Minute {
			return "Here"
		}
		return "Waiting " + show.Lasts(l.Waited(b.day.Now))
	case scheduling.FlowLate:
		return "Waiting " + show.Lasts(l.Waited(b.day.Now)) + ", past " + show.Lasts(scheduling.WaitTarget)
	case scheduling.FlowRoom:
		return cmp.Or(l.Place, "In a room") + ", " + show.Lasts(b.day.Now.Sub(*l.RoomedAt))
	case scheduling.FlowNoShow:
		return "No-show"
	case scheduling.FlowCancelled:
		return joined(": ", "Cancelled", l.EndReason)
	}
	if f == scheduling.FlowDue && l.ConfirmedAt != nil {
		return joined(", ", cmp.Or(l.Reason, l.VisitType), online(l), "confirmed")
	}
	return joined(", ", cmp.Or(l.Reason, l.VisitType), online(l))
}

// online says that the patient booked the visit by themselves, or nothing.
func online(l scheduling.Line) string {
	if l.Online {
		return "booked online"
	}
	return ""
}

func (b viewer) kept(v dayView, h scheduling.Held) ui.Block {
	return ui.Block{
		ID: "block-" + h.ID.String(), Start: b.minute(h.From), Length: max(int(h.To.Sub(h.From).Minutes()), 5), Flow: ui.FlowOff,
		Name: h.Title, Href: v.link(func(d *href.Day) { d.Block = h.ID }),
	}
}

func (b viewer) free(c scheduling.Calendar, g scheduling.Gap) ui.Block {
	at := g.From.In(b.day.Zone).Format("15:04")
	length := int(g.To.Sub(g.From).Minutes())
	block := ui.Block{
		ID: "free-" + c.ClinicianID.String() + "-" + g.From.In(b.day.Zone).Format("1504"), Start: b.minute(g.From), Length: length, Flow: ui.FlowFree,
		Name: "Free", Words: show.Lasts(g.To.Sub(g.From)),
		Href: href.Book(href.Booking{Clinician: c.ClinicianID, At: b.day.At.ID, Day: b.day.Date, Start: at}),
	}
	if g.Since != nil {
		block.Flow, block.Name, block.Words = ui.FlowOpen, "Free since "+show.When(*g.Since, b.day.Now, b.day.Zone), show.Lasts(g.To.Sub(g.From))
	}
	block.Keys.Book = block.Href
	return block
}

// closed are the spans of a column outside its hours in which nobody is booked.
func (b viewer) closed(c scheduling.Calendar, from, to int) (out []ui.Block) {
	at, opens := from, ""
	for _, o := range b.used(c) {
		if len(c.Hours) > 0 && o[0] == b.minute(c.Hours[0].From) && o[0]-at >= 30 {
			opens = "From " + show.Time(c.Hours[0].From, b.day.Zone)
		}
		if o[0]-at >= 5 {
			out = append(out, off(c, at, o[0], opens))
		}
		at, opens = max(at, o[1]), ""
	}
	if to-at >= 5 {
		out = append(out, off(c, at, to, ""))
	}
	return out
}

// used are the local minutes of a column that are hours or booked, in order.
func (b viewer) used(c scheduling.Calendar) (out [][2]int) {
	for _, h := range c.Hours {
		out = append(out, [2]int{b.minute(h.From), b.end(h.From, h.To)})
	}
	for _, l := range c.Lines {
		if l.CancelledAt == nil {
			out = append(out, [2]int{b.minute(l.StartsAt), b.end(l.StartsAt, l.EndsAt)})
		}
	}
	for _, h := range c.Blocks {
		out = append(out, [2]int{b.minute(h.From), b.end(h.From, h.To)})
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

func off(c scheduling.Calendar, from, to int, name string) ui.Block {
	return ui.Block{ID: "off-" + c.ClinicianID.String() + "-" + clock(from), Start: from, Length: to - from, Flow: ui.FlowOff, Name: name}
}

// listed leaves out the time that was never taken, which a list cannot show at
// a glance, and adds the cancelled visits, which the grid has no room for.
func (b viewer) listed(c scheduling.Calendar, blocks []ui.Block) []ui.Block {
	blocks = slices.DeleteFunc(blocks, func(b ui.Block) bool { return b.Flow == ui.FlowFree })
	return append(blocks, b.cancelled(c)...)
}

func (b viewer) cancelled(c scheduling.Calendar) (out []ui.Block) {
	for _, l := range c.Lines {
		if l.CancelledAt != nil {
			out = append(out, ui.Block{
				ID: blockID(l), Start: b.minute(l.StartsAt), Length: l.Minutes(), Flow: ui.FlowGone, Name: l.Client,
				Words: b.words(l, scheduling.FlowCancelled), Line: visitline.Of(l, b.day.Now, b.day.Zone), Href: href.Visit(l.ClientID, l.VisitID),
			})
		}
	}
	return out
}

func (b viewer) held(v dayView, open id.Booking) *held {
	for _, c := range b.day.Calendars {
		for _, h := range c.Blocks {
			if h.ID == open {
				return &held{
					Title: h.Title, Words: c.Name + ", " + show.Time(h.From, b.day.Zone) + " to " + show.Time(h.To, b.day.Zone),
					Remove: href.Returning(href.RemoveBlock(h.ID), v.link(func(*href.Day) {})), Close: v.link(func(*href.Day) {}), Beside: "block-" + h.ID.String(),
				}
			}
		}
	}
	return nil
}
