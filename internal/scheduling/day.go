package scheduling

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Day is everybody's calendar at one location, side by side.
type Day struct {
	At        Site
	Sites     []Site // every location, to switch to
	Zone      *time.Location
	Date      civil.Date
	Today     civil.Date // at the location
	Now       time.Time
	Calendars []Calendar
	Freed     []Freed // times that are offered to those who wait
}

// Site is a location as the day names it.
type Site struct {
	ID   id.Location
	Name string
	Zone string
}

// Calendar is a clinician's day.
type Calendar struct {
	ClinicianID id.Staff
	Name        string
	Title       string
	Place       string // the room of their hours
	Hours       []Span
	Lines       []Line // cancelled ones too
	Blocks      []Held
	Open        []Gap
}

// Held is a block in a calendar.
type Held struct {
	ID          id.Booking
	ClinicianID id.Staff
	Title       string
	From, To    time.Time
}

// Gap is a span that can be booked; Since is when a cancellation freed it, or nil.
type Gap struct {
	Span
	Since *time.Time
}

// shortest is the least that is worth showing as free.
const shortest = 10 * time.Minute

// Day reads a day at a location; no day is today, zero is the first location.
// It takes as many queries for two hundred visits as for none.
func (s *Service) Day(ctx context.Context, who access.Actor, at id.Location, date civil.Date) (d Day, err error) {
	err = s.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		d, err = DayTx(ctx, v, at, date)
		return err
	})
	return d, err
}

// DayTx is Day within a page that shows more.
func DayTx(ctx context.Context, v *db.View, at id.Location, date civil.Date) (Day, error) {
	d, err := dayAt(ctx, v, at, date)
	if err != nil {
		return d, err
	}
	return d, d.fill(ctx, v)
}

// Zone is whose clocks count at a location; zero is the first one.
func (s *Service) Zone(ctx context.Context, who access.Actor, at id.Location) (zone *time.Location, err error) {
	err = s.db.Read(ctx, who, access.SeePractice.Practice(), func(v *db.View) error {
		l, err := findLocation(ctx, v, at)
		if errors.Is(err, db.ErrNone) && at == 0 {
			return ErrNowhere
		}
		if err != nil {
			return err
		}
		zone, err = time.LoadLocation(l.Zone)
		return err
	})
	return zone, err
}

func dayAt(ctx context.Context, v *db.View, at id.Location, date civil.Date) (d Day, err error) {
	if d.Sites, err = listSites(ctx, v); err != nil {
		return d, fmt.Errorf("locations: %w", err)
	}
	i := slices.IndexFunc(d.Sites, func(s Site) bool { return at == 0 || s.ID == at })
	if i < 0 && at == 0 {
		return d, ErrNowhere
	}
	if i < 0 {
		return d, db.ErrNone
	}
	d.At, d.Now, d.Date = d.Sites[i], v.Now(), date
	if d.Zone, err = time.LoadLocation(d.At.Zone); err != nil {
		return d, fmt.Errorf("zone of location %s: %w", d.At.ID, err)
	}
	d.Today = civil.Of(d.Now, d.Zone)
	if date.IsZero() {
		d.Date = d.Today
	}
	return d, nil
}

// ErrNowhere is the day of a practice without a location.
var ErrNowhere = fault.New(fault.NotFound, "The practice has no location yet, so there is no day to show.")

// span is from midnight to midnight at the location: 23 hours on one day a year.
func (d *Day) span() Span { return Span{d.Date.In(d.Zone), d.Date.Add(1).In(d.Zone)} }

func (d *Day) fill(ctx context.Context, v *db.View) error {
	hours, err := listCalendars(ctx, v, d.At.ID, d.Date)
	if err != nil {
		return fmt.Errorf("hours of the day: %w", err)
	}
	lines, err := LinesOfDay(ctx, v, d.At.ID, d.span().From, d.span().To)
	if err != nil {
		return fmt.Errorf("visits of the day: %w", err)
	}
	blocks, err := listHeld(ctx, v, d.At.ID, d.span())
	if err != nil {
		return fmt.Errorf("blocks of the day: %w", err)
	}
	freed, err := listFreed(ctx, v, d.At.ID, d.span())
	if err != nil {
		return fmt.Errorf("what was freed that day: %w", err)
	}
	if d.Freed, err = listOpenOf(ctx, v, d.At.ID, d.span()); err != nil {
		return fmt.Errorf("what is offered of that day: %w", err)
	}
	d.arrange(hours, lines, blocks, freed)
	return nil
}

// worker is a row of listCalendars: somebody who works here that day, or who
// could.
type worker struct {
	ClinicianID id.Staff
	Name        string
	Title       string
	Place       string
	From, To    int // zero for somebody who does not work that day
}

// released is a span that a cancellation freed.
type released struct {
	ClinicianID id.Staff
	From, To    time.Time
	FreedAt     time.Time
}

// arrange puts everything into the calendar of its clinician. Who neither works
// nor has a visit or a block that day has no calendar.
func (d *Day) arrange(workers []worker, lines []Line, blocks []Held, freed []released) {
	for _, w := range workers {
		c := d.calendar(w)
		if w.To > 0 {
			c.Hours = append(c.Hours, Hours{From: w.From, To: w.To}.on(d.Date, d.Zone))
			c.Place = cmp.Or(c.Place, w.Place)
		}
	}
	for i := range d.Calendars {
		c := &d.Calendars[i]
		for _, l := range lines {
			if l.ClinicianID == c.ClinicianID {
				c.Lines = append(c.Lines, l)
			}
		}
		for _, b := range blocks {
			if b.ClinicianID == c.ClinicianID {
				c.Blocks = append(c.Blocks, b)
			}
		}
		c.open(d.Now, freed)
	}
	d.Calendars = slices.DeleteFunc(d.Calendars, func(c Calendar) bool {
		return len(c.Hours)+len(c.Lines)+len(c.Blocks) == 0
	})
}

func (d *Day) calendar(w worker) *Calendar {
	for i := range d.Calendars {
		if d.Calendars[i].ClinicianID == w.ClinicianID {
			return &d.Calendars[i]
		}
	}
	d.Calendars = append(d.Calendars, Calendar{ClinicianID: w.ClinicianID, Name: w.Name, Title: w.Title})
	return &d.Calendars[len(d.Calendars)-1]
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

// Visit is one of the day's visits, if it is.
func (d *Day) Visit(i id.Visit) (Line, bool) {
	for _, c := range d.Calendars {
		for _, l := range c.Lines {
			if l.VisitID == i {
				return l, true
			}
		}
	}
	return Line{}, false
}

// Lines are all visits of the day but the cancelled, in their order.
func (d *Day) Lines() []Line {
	var out []Line
	for _, c := range d.Calendars {
		for _, l := range c.Lines {
			if l.CancelledAt == nil {
				out = append(out, l)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Line) int { return a.StartsAt.Compare(b.StartsAt) })
	return out
}
