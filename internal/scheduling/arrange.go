package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// part is which calendars are read: of a location or of all on the same clocks, of some
// clinicians or of all, or of a place, from a day until before another.
type part struct {
	at          id.Location // or zero
	zone        string
	of          []id.Staff // or none
	place       id.Place   // or zero
	from, until civil.Date
	within      Span
}

// part is the day's own.
func (d *Day) part() part {
	p := part{at: d.At.ID, zone: d.At.Zone, from: d.Date, until: d.Date.Add(1), within: d.span()}
	if d.By == ByLocation {
		p.at = 0
	}
	return p
}

// fill reads the part and puts everything into its calendar.
func (d *Day) fill(ctx context.Context, v *db.View, p part) error {
	hours, err := listCalendars(ctx, v, p)
	if err != nil {
		return fmt.Errorf("hours of the day: %w", err)
	}
	lines, err := linesOf(ctx, v, p)
	if err != nil {
		return fmt.Errorf("visits of the day: %w", err)
	}
	blocks, err := listHeld(ctx, v, p)
	if err != nil {
		return fmt.Errorf("blocks of the day: %w", err)
	}
	freed, err := listFreed(ctx, v, p)
	if err != nil {
		return fmt.Errorf("what was freed that day: %w", err)
	}
	if d.Freed, err = listOpenOf(ctx, v, p.at, p.within); err != nil {
		return fmt.Errorf("what is offered of that day: %w", err)
	}
	elsewhere, err := listElsewhere(ctx, v, p)
	if err != nil {
		return fmt.Errorf("who is busy elsewhere that day: %w", err)
	}
	d.arrange(hours, lines, blocks, elsewhere, freed)
	return nil
}

// worker is a row of listCalendars: somebody who works here that day, or who
// could.
type worker struct {
	ClinicianID id.Staff
	Name        string
	Title       string
	LocationID  id.Location // zero for somebody who does not work that day
	Place       string
	Day         civil.Date
	From, To    int
}

// released is a span that a cancellation freed.
type released struct {
	ClinicianID id.Staff
	From, To    time.Time
	FreedAt     time.Time
}

// arrange puts everything into the calendar of its clinician. Who neither works
// nor has a visit or a block that day has no calendar.
func (d *Day) arrange(workers []worker, lines []Line, blocks, elsewhere []Held, freed []released) {
	who := map[id.Staff]worker{}
	for _, w := range workers {
		who[w.ClinicianID] = w
		if w.LocationID != 0 {
			c := d.calendar(w, w.LocationID, w.Day)
			c.Hours = append(c.Hours, Hours{From: w.From, To: w.To}.on(w.Day, d.Zone))
			c.Place = cmp.Or(c.Place, w.Place)
		}
	}
	for _, l := range lines {
		for _, whose := range []id.Staff{l.ClinicianID, l.SecondID} { // who takes part has it in their calendar too
			if w, ok := who[whose]; ok && d.site(l.LocationID).Zone == d.At.Zone {
				c := d.calendar(w, l.LocationID, civil.Of(l.StartsAt, d.Zone))
				c.Lines = append(c.Lines, l)
			}
		}
	}
	for _, b := range blocks {
		if w, ok := who[b.ClinicianID]; ok && d.site(b.LocationID).Zone == d.At.Zone {
			c := d.calendar(w, b.LocationID, civil.Of(b.From, d.Zone))
			c.Blocks = append(c.Blocks, b)
		}
	}
	for i := range d.Calendars {
		c := &d.Calendars[i]
		c.Blocks = append(c.Blocks, c.of(elsewhere, d.Zone)...)
		c.open(d.Now, freed)
	}
	slices.SortStableFunc(d.Calendars, func(a, b Calendar) int {
		return cmp.Or(cmp.Compare(a.LocationID, b.LocationID), cmp.Compare(a.ClinicianID, b.ClinicianID), a.Date.Days(b.Date))
	})
}

// calendar finds the calendar of a clinician on a day, or begins it. By location,
// everybody has one at each.
func (d *Day) calendar(w worker, at id.Location, day civil.Date) *Calendar {
	if d.By != ByLocation {
		at = 0
	}
	for i, c := range d.Calendars {
		if c.ClinicianID == w.ClinicianID && c.LocationID == at && c.Date == day {
			return &d.Calendars[i]
		}
	}
	d.Calendars = append(d.Calendars, Calendar{ClinicianID: w.ClinicianID, LocationID: at, Location: d.site(at).Name, Date: day, Name: w.Name, Title: w.Title})
	return &d.Calendars[len(d.Calendars)-1]
}

// of is what of somebody's own times falls on the day of the calendar.
func (c *Calendar) of(elsewhere []Held, zone *time.Location) (out []Held) {
	from, to := c.Date.In(zone), c.Date.Add(1).In(zone)
	for _, h := range elsewhere {
		if h.ClinicianID == c.ClinicianID && h.From.Before(to) && h.To.After(from) {
			h.From, h.To = later(h.From, from), earlier(h.To, to)
			out = append(out, h)
		}
	}
	return out
}

// site is the location, or none that is open.
func (d *Day) site(at id.Location) Site {
	if i := slices.IndexFunc(d.Sites, func(s Site) bool { return s.ID == at }); i >= 0 {
		return d.Sites[i]
	}
	return Site{}
}

// open finds what can still be booked within the hours.
func (c *Calendar) open(now time.Time, freed []released) {
	busy := []Span{{now.AddDate(-100, 0, 0), now.Truncate(5 * time.Minute)}}
	for _, l := range c.Lines {
		if l.CancelledAt == nil {
			busy = append(busy, kind{Before: l.Before, After: l.After}.around(Span{l.StartsAt, l.EndsAt}))
		}
	}
	for _, b := range c.Blocks {
		busy = append(busy, Span{b.From, b.To})
	}
	for _, h := range c.Hours {
		for _, g := range gaps(h, busy) {
			c.Open = append(c.Open, c.split(g, freed)...)
		}
	}
}

// split shows what a cancellation freed apart from what nobody ever took; what
// is too short to book is left out.
func (c *Calendar) split(g Span, freed []released) (out []Gap) {
	var again []Span
	for _, f := range freed {
		was := Span{later(f.From, g.From), earlier(f.To, g.To)}
		if f.ClinicianID == c.ClinicianID && was.From.Before(was.To) && len(gaps(was, again)) > 0 {
			again = append(again, was)
			out = append(out, Gap{was, &f.FreedAt})
		}
	}
	for _, rest := range gaps(g, again) {
		out = append(out, Gap{rest, nil})
	}
	slices.SortFunc(out, func(a, b Gap) int { return a.From.Compare(b.From) })
	return slices.DeleteFunc(out, func(g Gap) bool { return g.To.Sub(g.From) < shortest })
}
