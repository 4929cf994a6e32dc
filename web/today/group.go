package today

import (
	"fmt"
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// sharing is a group that is open: who is in it, and the way to add somebody.
type sharing struct {
	Title, Words       string
	Members            []member
	Add, Close, Beside string
	Move, Cancel       string // all of them at once, where the reader may
	Shut               bool   // a file among them does not open to the reader, so that they may not
}

// member is somebody of a group and where they are.
type member struct{ Name, Words, Href string }

// groupOf are the visits of a calendar that share the line's booking.
func groupOf(c scheduling.Calendar, of scheduling.Line) (out []scheduling.Line) {
	for _, l := range c.Lines {
		if l.CancelledAt == nil && l.BookingID == of.BookingID {
			out = append(out, l)
		}
	}
	return out
}

// group is one block for all who share a booking.
func (b viewer) group(v dayView, of []scheduling.Line, open id.Visit) ui.Block {
	first := of[0]
	block := ui.Block{
		ID: blockID(first), Start: b.minute(first.StartsAt), Length: first.Minutes(), Flow: ui.FlowLeft,
		Name: fmt.Sprintf("%s, %d of %d", first.VisitType, places(of), first.Capacity), Icon: "users",
		Href: v.link(func(d *href.Day) { d.Group = first.BookingID }),
	}
	var names []string
	for _, l := range of {
		names = append(names, short(l.Client))
		block.On = block.On || l.VisitID == open
		if f := b.visit(v, l).Flow; slices.Index(urgency, f) < slices.Index(urgency, block.Flow) {
			block.Flow = f
		}
	}
	block.Words = strings.Join(names, ", ")
	return block
}

// places are how many of the group have one: who was marked as missed has none.
func places(of []scheduling.Line) (n int) {
	for _, l := range of {
		if !l.Ended() {
			n++
		}
	}
	return n
}

// urgency is whose flow a block of several shows.
var urgency = []ui.Flow{ui.FlowStuck, ui.FlowLate, ui.FlowHere, ui.FlowRoom, ui.FlowDue, ui.FlowGone, ui.FlowLeft}

// shared is the group that is open, or none.
func (b viewer) shared(v dayView, open id.Booking) *sharing {
	if open == 0 {
		return nil
	}
	for _, c := range b.day.Calendars {
		i := slices.IndexFunc(c.Lines, func(l scheduling.Line) bool { return l.BookingID == open && l.CancelledAt == nil && l.Capacity > 1 })
		if i < 0 {
			continue
		}
		of := groupOf(c, c.Lines[i])
		l := of[0]
		out := &sharing{
			Title: l.VisitType, Close: v.link(func(*href.Day) {}), Beside: blockID(l),
			Words: joined(" · ", l.Clinician, l.Place, show.Time(l.StartsAt, b.day.Zone)+" to "+show.Time(l.EndsAt, b.day.Zone), fmt.Sprintf("%d of %d places", places(of), l.Capacity)),
		}
		for _, m := range of {
			block := b.visit(v, m)
			out.Members = append(out.Members, member{m.Client, joined(", ", block.Words, block.State), block.Href})
		}
		if v.Book != "" && places(of) < l.Capacity && l.StartsAt.After(b.day.Now) {
			out.Add = href.Book(href.Booking{Type: l.VisitTypeID, Clinician: l.ClinicianID, At: l.LocationID, Day: c.Date, Start: l.StartsAt.In(b.day.Zone).Format("15:04")})
		}
		out.can(b.who, v.from(), of)
		return out
	}
	return nil
}

// can offers what is done to all who have a place at once. It is named by the first of
// them.
func (s *sharing) can(who access.Actor, from string, of []scheduling.Line) {
	all := slices.DeleteFunc(slices.Clone(of), scheduling.Line.Ended)
	begun := func(l scheduling.Line) bool { return l.SeenAt != nil || l.SignedAt != nil }
	if len(all) < 2 || slices.ContainsFunc(all, begun) || !who.May(access.MoveVisit) || !who.May(access.CancelVisit) {
		return
	}
	if s.Shut = slices.ContainsFunc(all, func(l scheduling.Line) bool { return l.Hidden }); s.Shut {
		return
	}
	s.Move = href.From(href.MoveGroup(all[0].ClientID, all[0].VisitID), from)
	s.Cancel = href.From(href.CancelGroup(all[0].ClientID, all[0].VisitID), from)
}
