package scheduling

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Availability is a span of a clinician's week. Weekday 1 is Monday.
type Availability struct {
	Weekday    int
	LocationID id.Location
	PlaceID    *id.Place
	Hours      civil.Hours
}

func (a Availability) same(b Availability) bool {
	return a.Weekday == b.Weekday && a.LocationID == b.LocationID && a.Hours == b.Hours &&
		(a.PlaceID == b.PlaceID || a.PlaceID != nil && b.PlaceID != nil && *a.PlaceID == *b.PlaceID)
}

// Week is the weekly hours of one clinician, as they count on a day.
type Week struct {
	Staff  id.Staff
	Name   string
	From   civil.Date     // since when they count; zero is always
	Begins []civil.Date   // when other hours begin to count, the past too, in order
	Spans  []Availability // by weekday and hour
}

// WeekForm is what is typed: since when the hours count, where empty is always;
// and rows of a weekday, its hours as civil.ParseHours reads them, where, and in
// which room. A row without hours is none.
type WeekForm struct {
	From string    `form:"from"`
	Rows []WeekRow `form:"rows"`
}

// WeekRow is one row of a WeekForm.
type WeekRow struct {
	Weekday  string `form:"weekday"`
	Hours    string `form:"hours"`
	Location string `form:"location"`
	Place    string `form:"place"`
}

// ListWeeks lists today's weekly hours of every clinician who works here.
func (s *Service) ListWeeks(ctx context.Context, who access.Actor) (all []Week, err error) {
	err = s.db.Read(ctx, who, access.EditAvailability.Practice(), func(v *db.View) error {
		now, err := today(ctx, v)
		if err != nil {
			return err
		}
		all, err = listWeeks(ctx, v, now)
		return err
	})
	return all, err
}

// FindWeek answers one clinician's weekly hours on a day; zero is today.
func (s *Service) FindWeek(ctx context.Context, who access.Actor, n id.Staff, on civil.Date) (w Week, err error) {
	err = s.db.Read(ctx, who, access.EditAvailability.Practice(), func(v *db.View) error {
		if on.IsZero() {
			if on, err = today(ctx, v); err != nil {
				return err
			}
		}
		w, err = findWeek(ctx, v, n, on)
		return err
	})
	return w, err
}

// SetWeek gives a clinician other weekly hours from a day on, until the day from
// which others are set already. Those before stay known. Visits already booked stay.
func (s *Service) SetWeek(ctx context.Context, who access.Actor, n id.Staff, f WeekForm) error {
	return s.db.Write(ctx, who, access.EditAvailability.Practice(), func(tx *db.Tx) error {
		from, spans, err := f.understand(ctx, &tx.View)
		if err != nil {
			return err
		}
		was, err := findWeek(ctx, &tx.View, n, from)
		if err != nil {
			return err
		}
		if from.After(was.From) && slices.EqualFunc(was.Spans, spans, Availability.same) {
			return nil // they count already
		}
		if err := endWeeks(ctx, tx, n, from); err != nil {
			return err
		}
		return overOnce(insertWeek(ctx, tx, n, from, was.next(from), spans))
	})
}

// next is the day from which other hours count already; zero where none do.
func (w Week) next(from civil.Date) civil.Date {
	for _, day := range w.Begins {
		if day.After(from) {
			return day
		}
	}
	return civil.Date{}
}

// overOnce says which hours a week would overlap: its own were looked at.
func overOnce(err error) error {
	if db.Broke(err, "availability_overlap") {
		return fault.New(fault.Conflict, "These hours overlap hours that are set for a single day. Remove those first, under Closed days and extra hours. Nothing was lost.")
	}
	return err
}

// understand reads the form. Hours in which the location is closed throughout are
// refused: nobody could be booked in them.
func (f WeekForm) understand(ctx context.Context, v *db.View) (from civil.Date, out []Availability, err error) {
	opening, err := listAllOpening(ctx, v)
	if err != nil {
		return from, nil, fmt.Errorf("opening hours: %w", err)
	}
	now, err := today(ctx, v)
	if err != nil {
		return from, nil, err
	}
	var c fault.Check
	from, err = civil.Parse(f.From)
	c.Unless(err == nil, "from", "Write the day from which these hours count.")
	_ = c.Take(notFar(from, now, "from"))
	for i, r := range f.Rows {
		at := func(part string) string { return fmt.Sprintf("rows[%d].%s", i, part) }
		spans, err := r.check(&c, at)
		c.Unless(err == nil, at("hours"), sentenceOf(err))
		for _, a := range spans {
			c.Unless(!overlaps(out, a), at("hours"), "These hours overlap others of the same day. Nobody is in two places.")
			c.Unless(opens(opening, a), at("hours"), "The location is closed then, and nobody could be booked. Write other hours, or say under Locations when it opens.")
			out = append(out, a)
		}
	}
	return from, out, c.Fault()
}

func (r WeekRow) check(c *fault.Check, at func(string) string) ([]Availability, error) {
	hours, err := civil.ParseHours(r.Hours)
	if err != nil || len(hours) == 0 {
		return nil, err
	}
	day, err := strconv.Atoi(r.Weekday)
	c.Unless(err == nil && day >= 1 && day <= 7, at("weekday"), "Choose the day.")
	where := chosen[id.Location](c, r.Location, at("location"))
	c.Unless(where != nil, at("location"), "Choose where.")
	room := chosen[id.Place](c, r.Place, at("place"))
	if where == nil {
		return nil, nil
	}
	var out []Availability
	for _, h := range hours {
		out = append(out, Availability{day, *where, room, h})
	}
	return out, nil
}

// opens is true where the location is open in a part of the hours, or never said when.
func opens(opening []Hours, a Availability) bool {
	said := false
	for _, o := range opening {
		if o.LocationID != a.LocationID {
			continue
		}
		if o.Weekday == a.Weekday && o.From < a.Hours.To && a.Hours.From < o.To {
			return true
		}
		said = true
	}
	return !said
}

func overlaps(all []Availability, a Availability) bool {
	for _, b := range all {
		if a.Weekday == b.Weekday && a.Hours.From < b.Hours.To && b.Hours.From < a.Hours.To {
			return true
		}
	}
	return false
}

func sentenceOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
