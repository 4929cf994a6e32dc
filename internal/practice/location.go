package practice

import (
	"context"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// LocationForm is what is typed about a location. Hours has one text a day,
// Monday first, as civil.ParseHours reads it.
type LocationForm struct {
	Name    string   `form:"name"`
	Zone    string   `form:"zone"`
	Address string   `form:"address"`
	Phone   string   `form:"phone"`
	Hours   []string `form:"hours"`
}

// Location is where the practice works.
type Location struct {
	ID               id.Location
	Name, Zone       string
	Address, Phone   string
	Closed           bool
	Days             [7][]civil.Hours // Monday first
	Rooms, Equipment int
}

// ListLocations lists every location, closed ones last.
func (s *Service) ListLocations(ctx context.Context, who access.Actor) (all []Location, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listLocations(ctx, v)
		return err
	})
	return all, err
}

// FindLocation answers one.
func (s *Service) FindLocation(ctx context.Context, who access.Actor, n id.Location) (l Location, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		l, err = findLocation(ctx, v, n)
		return err
	})
	return l, err
}

// AddLocation opens a location.
func (s *Service) AddLocation(ctx context.Context, who access.Actor, f LocationForm) (id.Location, error) {
	days, err := f.check()
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.Location, error) {
		n, err := insertLocation(ctx, tx, f)
		if err != nil {
			return 0, err
		}
		return n, setOpening(ctx, tx, n, days)
	})
}

// EditLocation changes a location. Another zone is refused where a coming time would
// read otherwise in it: people were told to come by the present clocks.
func (s *Service) EditLocation(ctx context.Context, who access.Actor, n id.Location, f LocationForm) error {
	days, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if err := updateLocation(ctx, tx, n, f); err != nil {
			return err
		}
		return setOpening(ctx, tx, n, days)
	})
}

// CloseLocation takes a location out of use, or back into it. Nothing is deleted;
// what is booked there is looked at again.
func (s *Service) CloseLocation(ctx context.Context, who access.Actor, n id.Location, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if err := closeLocation(ctx, tx, n, closed); err != nil {
			return err
		}
		return lookAgain(ctx, tx, "visit_displaced", "")
	})
}

func (f LocationForm) check() (days [7][]civil.Hours, err error) {
	var c fault.Check
	c.Unless(f.Name != "", "name", "Name the location as patients find it, such as Main street.")
	c.Unless(len(f.Name) <= 60, "name", "Keep it under 60 letters: it stands in the calendar.")
	c.Unless(knownZone(f.Zone), "zone", "Choose the time zone that the clocks there show.")
	for i := range min(len(f.Hours), 7) {
		hours, err := civil.ParseHours(f.Hours[i])
		if err != nil {
			c.Unless(false, fmt.Sprintf("hours[%d]", i), err.Error())
		}
		days[i] = hours
	}
	return days, c.Fault()
}
