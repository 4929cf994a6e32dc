package scheduling

import (
	"context"
	"fmt"
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

// Week is the weekly hours of one clinician.
type Week struct {
	Staff id.Staff
	Name  string
	Spans []Availability // by weekday and hour
}

// WeekForm is what is typed: rows of a weekday, its hours as civil.ParseHours
// reads them, where, and in which room. A row without hours is none.
type WeekForm struct {
	Rows []WeekRow `form:"rows"`
}

// WeekRow is one row of a WeekForm.
type WeekRow struct {
	Weekday  string `form:"weekday"`
	Hours    string `form:"hours"`
	Location string `form:"location"`
	Place    string `form:"place"`
}

// ListWeeks lists the weekly hours of every clinician who works here.
func (s *Service) ListWeeks(ctx context.Context, who access.Actor) (all []Week, err error) {
	err = s.db.Read(ctx, who, access.EditAvailability.Practice(), func(v *db.View) error {
		all, err = listWeeks(ctx, v)
		return err
	})
	return all, err
}

// FindWeek answers one clinician's weekly hours.
func (s *Service) FindWeek(ctx context.Context, who access.Actor, n id.Staff) (w Week, err error) {
	err = s.db.Read(ctx, who, access.EditAvailability.Practice(), func(v *db.View) error {
		w, err = findWeek(ctx, v, n)
		return err
	})
	return w, err
}

// SetWeek replaces a clinician's weekly hours. Visits already booked stay.
func (s *Service) SetWeek(ctx context.Context, who access.Actor, n id.Staff, f WeekForm) error {
	spans, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditAvailability.Practice(), func(tx *db.Tx) error {
		if _, err := findWeek(ctx, &tx.View, n); err != nil {
			return err
		}
		return replaceWeek(ctx, tx, n, spans)
	})
}

func (f WeekForm) check() ([]Availability, error) {
	var c fault.Check
	var out []Availability
	for i, r := range f.Rows {
		at := func(part string) string { return fmt.Sprintf("rows[%d].%s", i, part) }
		spans, err := r.check(&c, at)
		c.Unless(err == nil, at("hours"), sentenceOf(err))
		for _, a := range spans {
			c.Unless(!overlaps(out, a), at("hours"), "These hours overlap others of the same day. Nobody is in two places.")
			out = append(out, a)
		}
	}
	return out, c.Fault()
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
