package scheduling

import (
	"cmp"
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Closure is days on which a location is closed.
type Closure struct {
	ID       id.Closure
	Location string // empty: all of them
	Name     string
	From     civil.Date
	Until    civil.Date
}

// ClosureForm is a closure as typed, both days included; an empty location is all.
type ClosureForm struct {
	Location string `form:"location"`
	Name     string `form:"name"`
	From     string `form:"from"`
	Until    string `form:"until"`
}

// Extra is hours in which a clinician sees patients on one day only.
type Extra struct {
	ID       id.Availability
	Staff    string
	Location string
	Place    string // empty: any, or none
	On       civil.Date
	Hours    civil.Hours `db:"-"`
}

// ExtraForm is extra hours as typed: one span, as civil.ParseHours reads it.
type ExtraForm struct {
	Staff    string `form:"staff"`
	Location string `form:"location"`
	Place    string `form:"place"`
	On       string `form:"on"`
	Hours    string `form:"hours"`
}

// ListDays lists the closures and the extra hours from today on, the soonest first.
func (s *Service) ListDays(ctx context.Context, who access.Actor) (closed []Closure, extra []Extra, err error) {
	err = s.db.Read(ctx, who, access.EditAvailability.Practice(), func(v *db.View) error {
		if closed, err = listClosures(ctx, v); err != nil {
			return err
		}
		extra, err = listExtras(ctx, v)
		return err
	})
	return closed, extra, err
}

// CloseDays closes a location, or all of them, for days. It answers how many visits
// are booked then: they stay until somebody moves or cancels them.
func (s *Service) CloseDays(ctx context.Context, who access.Actor, f ClosureForm) (booked int, err error) {
	err = s.db.Write(ctx, who, access.EditAvailability.Practice(), func(tx *db.Tx) error {
		now, err := today(ctx, &tx.View)
		if err != nil {
			return err
		}
		c, at, err := f.understand(now)
		if err != nil {
			return err
		}
		if err := insertClosure(ctx, tx, c, at); err != nil {
			return err
		}
		if booked, err = countBooked(ctx, &tx.View, at, c.From, c.Until); err != nil {
			return err
		}
		return lookAtPlaces(ctx, tx)
	})
	return booked, err
}

// OpenDays forgets a closure.
func (s *Service) OpenDays(ctx context.Context, who access.Actor, n id.Closure) error {
	return s.db.Write(ctx, who, access.EditAvailability.Practice(), func(tx *db.Tx) error {
		if err := deleteClosure(ctx, tx, n); err != nil {
			return err
		}
		return lookAtPlaces(ctx, tx)
	})
}

// AddExtra lets a clinician be booked in hours of one day.
func (s *Service) AddExtra(ctx context.Context, who access.Actor, f ExtraForm) (id.Availability, error) {
	return db.Make(ctx, s.db, who, access.EditAvailability.Practice(), func(tx *db.Tx) (id.Availability, error) {
		now, err := today(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		staff, on, a, err := f.understand(now)
		if err != nil {
			return 0, err
		}
		if _, err := findClinician(ctx, &tx.View, staff); err != nil {
			return 0, absent(err, "staff", "Choose somebody who sees patients here.")
		}
		n, err := insertExtra(ctx, tx, staff, on, a)
		if db.Broke(err, "availability_overlap") {
			return 0, refuse("hours", "They see patients in a part of these hours already. Name only the hours that are extra.")
		}
		return n, absent(err, "place", "This room is not at this location. Choose one that is.")
	})
}

// RemoveExtra forgets extra hours. Visits already booked stay.
func (s *Service) RemoveExtra(ctx context.Context, who access.Actor, n id.Availability) error {
	return s.db.Write(ctx, who, access.EditAvailability.Practice(), func(tx *db.Tx) error { return deleteExtra(ctx, tx, n) })
}

func (f ClosureForm) understand(today civil.Date) (Closure, id.Location, error) {
	var c fault.Check
	at := optional[id.Location](&c, f.Location, "location", "Choose one of the locations, or all.")
	out := Closure{Name: f.Name}
	c.Unless(f.Name != "", "name", "Say why, such as Christmas: whoever tries to book reads it.")
	c.Unless(len(f.Name) <= 60, "name", "Keep it under 60 letters.")
	out.From, out.Until = days(&c, f.From, f.Until)
	c.Unless(out.From.Add(366).After(out.Until), "until", "At most a year. A location that is closed for good is closed under Locations.")
	if err := c.Fault(); err != nil {
		return out, at, err
	}
	return out, at, cmp.Or(notPast(out.Until, today, "until"), notFar(out.From, today, "from"))
}

// days reads a first and a last day; a last day that is empty is the first.
func days(c *fault.Check, from, until string) (first, last civil.Date) {
	first, err := civil.Parse(from)
	c.Unless(err == nil && !first.IsZero(), "from", "Write the first day.")
	last, err = civil.Parse(until)
	c.Unless(err == nil, "until", "Write the last day.")
	if last.IsZero() {
		last = first
	}
	c.Unless(!last.Before(first), "until", "The last day comes after the first.")
	return first, last
}

func (f ExtraForm) understand(today civil.Date) (id.Staff, civil.Date, Availability, error) {
	var c fault.Check
	staff := number[id.Staff](&c, f.Staff, "staff", "Choose who.")
	on, err := civil.Parse(f.On)
	c.Unless(err == nil && !on.IsZero(), "on", "Write the day.")
	hours, err := civil.ParseHours(f.Hours)
	c.Unless(err == nil, "hours", sentenceOf(err))
	c.Unless(err != nil || len(hours) == 1, "hours", "Write one span of hours, such as 17:00-19:30.")
	if err == nil {
		_ = c.Take(cmp.Or(notPast(on, today, "on"), notFar(on, today, "on")))
	}
	a := Availability{PlaceID: chosen[id.Place](&c, f.Place, "place")}
	a.LocationID = number[id.Location](&c, f.Location, "location", "Choose where.")
	if err := c.Fault(); err != nil {
		return staff, on, a, err
	}
	a.Hours, a.Weekday = hours[0], on.ISOWeekday()
	return staff, on, a, nil
}
