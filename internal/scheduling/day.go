package scheduling

import (
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

// Day is calendars side by side: everybody's at one location, or otherwise as By says.
type Day struct {
	By        By
	At        Site
	Sites     []Site // every location, to switch to
	Zone      *time.Location
	Date      civil.Date
	Today     civil.Date // at the location
	Now       time.Time
	Targets   Targets
	Calendars []Calendar
	Equipped  bool    // the location has equipment
	Freed     []Freed // times that are offered to those who wait
}

// Site is a location as the day names it.
type Site struct {
	ID   id.Location
	Name string
	Zone string
}

// By is whose calendars stand side by side.
type By string

// The ways to see a day. By location it is the clinicians of all locations on the
// same clocks.
const (
	ByClinician By = ""
	ByRoom      By = "room"
	ByEquipment By = "equipment"
	ByLocation  By = "location"
)

// Place is true where the calendars are those of places.
func (b By) Place() bool { return b == ByRoom || b == ByEquipment }

// Calendar is a day of a clinician, or of a room or a piece of equipment.
type Calendar struct {
	ClinicianID id.Staff    // or
	PlaceID     id.Place    // the place; both are zero for visits without a room
	LocationID  id.Location // of its hours, where that is not the same for all
	Location    string
	Date        civil.Date
	Name        string
	Title       string
	Place       string // the room of their hours
	Hours       []Span
	Lines       []Line // cancelled ones too
	Blocks      []Held
	Open        []Gap
}

// Held is a block in a calendar; without an ID, the clinician is busy elsewhere.
type Held struct {
	ID          id.Booking
	ClinicianID id.Staff
	PlaceID     id.Place // of a room or a piece of equipment, instead
	LocationID  id.Location
	Repeats     bool
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
func (s *Service) Day(ctx context.Context, who access.Actor, at id.Location, date civil.Date, by By) (d Day, err error) {
	err = s.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		if by == ByClinician {
			d, err = DayTx(ctx, v, at, date)
			return err
		}
		if d, err = dayAt(ctx, v, at, date); err != nil {
			return err
		}
		d.By = by
		if by.Place() {
			return d.ofPlaces(ctx, v)
		}
		return d.fill(ctx, v, d.part())
	})
	return d, err
}

// DayTx is Day within a page that shows more.
func DayTx(ctx context.Context, v *db.View, at id.Location, date civil.Date) (Day, error) {
	d, err := dayAt(ctx, v, at, date)
	if err != nil {
		return d, err
	}
	return d, d.fill(ctx, v, d.part())
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
	if d.Targets, err = findTargets(ctx, v); err != nil {
		return d, fmt.Errorf("targets of the flow: %w", err)
	}
	if d.Equipped, err = hasEquipment(ctx, v, d.At.ID); err != nil {
		return d, fmt.Errorf("whether there is equipment: %w", err)
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

// assists is true of a clinician's calendar in which the visit is somebody else's.
func (c Calendar) assists(l Line) bool { return c.ClinicianID != 0 && c.ClinicianID == l.SecondID }

// Lines are all visits of the day but the cancelled, in their order. One that stands in
// several calendars is one.
func (d *Day) Lines() []Line {
	var out []Line
	stood := map[id.Visit]bool{}
	for _, c := range d.Calendars {
		for _, l := range c.Lines {
			if l.CancelledAt == nil && !c.assists(l) && !stood[l.VisitID] {
				stood[l.VisitID] = true
				out = append(out, l)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Line) int { return a.StartsAt.Compare(b.StartsAt) })
	return out
}
