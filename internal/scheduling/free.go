package scheduling

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Free is a time that can be booked.
type Free struct {
	Local time.Time // wall time, labelled UTC
	Fold  Fold      // of an hour that exists twice
	At    time.Time
}

// Clock is how people read it: 10:30, or 01:30 (second).
func (f Free) Clock() string {
	if f.Fold == "" {
		return f.Local.Format("15:04")
	}
	return f.Local.Format("15:04") + " (" + string(f.Fold) + ")"
}

// Value is how a form sends it back: see Wish.Start.
func (f Free) Value() string {
	return strings.TrimSpace(f.Local.Format("15:04") + " " + string(f.Fold))
}

// FreeTimes answers when the wish could be had on its day, at the location and
// in the room that it names or implies. Its time is not looked at.
func FreeTimes(ctx context.Context, v *db.View, w Wish) ([]Free, error) {
	return freeFor(ctx, v, w, 0, 1)
}

// freeFor is FreeTimes for a booking that is there already, or zero: what it
// holds counts as free. So many come together.
func freeFor(ctx context.Context, v *db.View, w Wish, booking id.Booking, party int) ([]Free, error) {
	w.Start, w.Other, w.Fold = "12:00", "", ""
	a, err := w.understand()
	if err != nil {
		return nil, err
	}
	a.booking = booking
	p, err := makePlan(ctx, v, a)
	if err != nil {
		return nil, err
	}
	if err := notPast(p.day(), civil.Of(v.Now(), p.zone), "day"); err != nil {
		return nil, err
	}
	p.party = party
	return freeTimes(ctx, v, p)
}

func freeTimes(ctx context.Context, v *db.View, p plan) ([]Free, error) {
	day := p.day()
	cal, err := p.calendars(ctx, v, Span{day.In(p.zone), day.Add(1).In(p.zone)})
	if err != nil {
		return nil, fmt.Errorf("what is held that day: %w", err)
	}
	return p.withGroups(ctx, v, day, p.freeOn(day, cal, v.Now()))
}

// freeOn are the free times of the day at the location.
func (p *plan) freeOn(day civil.Date, cal calendars, now time.Time) (out []Free) {
	for _, h := range p.hours {
		if h.LocationID == p.location.ID {
			out = append(out, p.freeIn(h, day, cal, now)...)
		}
	}
	return out
}

// calendars reads when what the plan could hold is held within the span.
func (p *plan) calendars(ctx context.Context, v *db.View, within Span) (calendars, error) {
	held, err := listBusy(ctx, v, slices.Concat(p.resources(), p.rooms(), resourcesOf(p.needs)), []id.Booking{p.booking}, p.kind.around(within))
	return calendarsOf(held), err
}

// freeIn are the times in the hours of a day at which everything is free that the
// visit takes.
func (p *plan) freeIn(h Hours, day civil.Date, cal calendars, now time.Time) (out []Free) {
	fixed, unmet := p.takes(h)
	busy := []Span{{now.AddDate(-100, 0, 0), now.Truncate(5 * time.Minute)}}
	for _, r := range fixed {
		for _, s := range cal[r] { // wider, so that what is kept free around the visit fits too
			busy = append(busy, kind{Before: p.kind.After, After: p.kind.Before}.around(s))
		}
	}
	fits := func(at time.Time) bool {
		s := p.kind.around(Span{at, at.Add(time.Duration(p.kind.Minutes) * time.Minute)})
		return !slices.ContainsFunc(unmet, func(n need) bool { return cal.first(n, s).ID == 0 })
	}
	for _, open := range p.open(h) {
		out = append(out, starts(gaps(open.on(day, p.zone), busy), p.kind.Minutes, p.zone, fits)...)
	}
	return out
}

// rooms are those of all hours at the location.
func (p *plan) rooms() (out []id.Resource) {
	for _, h := range p.hours {
		if h.LocationID == p.location.ID && h.RoomID != 0 {
			out = append(out, h.RoomID)
		}
	}
	return out
}

// gaps are what is left of the span when the busy ones are cut out.
func gaps(within Span, busy []Span) []Span {
	busy = slices.SortedFunc(slices.Values(busy), func(a, b Span) int { return a.From.Compare(b.From) })
	var out []Span
	from := within.From
	for _, b := range busy {
		if b.From.After(from) && from.Before(within.To) {
			out = append(out, Span{from, earlier(b.From, within.To)})
		}
		if b.To.After(from) {
			from = b.To
		}
	}
	if from.Before(within.To) {
		out = append(out, Span{from, within.To})
	}
	return out
}

// starts are the times at which a visit of so many minutes can begin in the
// gaps: back to back from the beginning of each, at most half an hour apart, and
// where a time does not fit the next five minutes that do.
func starts(gaps []Span, minutes int, zone *time.Location, fits func(time.Time) bool) []Free {
	lasts, step := time.Duration(minutes)*time.Minute, time.Duration(min(max(minutes, 10), 30))*time.Minute
	var out []Free
	for _, g := range gaps {
		at := g.From.Truncate(5 * time.Minute)
		if at.Before(g.From) {
			at = at.Add(5 * time.Minute)
		}
		for !at.Add(lasts).After(g.To) {
			if !fits(at) {
				at = at.Add(5 * time.Minute)
				continue
			}
			out = append(out, freeAt(at, zone))
			at = at.Add(step)
		}
	}
	return out
}

func freeAt(at time.Time, zone *time.Location) Free {
	f := Free{Local: asWritten(at.In(zone)), At: at}
	if twice := Wall(f.Local, zone); len(twice) == 2 {
		f.Fold = FirstFold
		if at.Equal(twice[1]) {
			f.Fold = SecondFold
		}
	}
	return f
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// refuseTaken says who is taken and when they are free instead.
func refuseTaken(ctx context.Context, v *db.View, p plan, name string) error {
	free, err := freeTimes(ctx, v, p)
	if err != nil {
		return err
	}
	said := name + " is taken at " + p.local.Format("15:04") + ". "
	if len(free) == 0 {
		return taken(said + "Nothing is free on this day: pick another day or somebody else.")
	}
	var clocks []string
	for _, f := range nearest(free, p.span.From, 3) {
		clocks = append(clocks, f.Clock())
	}
	return taken(said + "Free then: " + strings.Join(clocks, ", ") + ".")
}

// taken says so, and asks why it should be booked all the same: see DoubleTx.
func taken(said string) error {
	return &fault.Fault{Kind: fault.Conflict, Message: said, Fields: map[string]string{"double": "Say why, if it is meant to be booked over what is there."}}
}

// nearest are the n free times closest to the instant, in their order.
func nearest(free []Free, to time.Time, n int) []Free {
	near := slices.SortedStableFunc(slices.Values(free), func(a, b Free) int {
		return int(a.At.Sub(to).Abs() - b.At.Sub(to).Abs())
	})
	near = near[:min(n, len(near))]
	slices.SortFunc(near, func(a, b Free) int { return a.At.Compare(b.At) })
	return near
}
