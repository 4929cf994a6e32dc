package practice

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// PlaceForm is what is typed about a room or a piece of equipment. It stays in
// its location. The sort is what it is alike in with others, such as treatment
// room: one that is new is added; empty is none.
type PlaceForm struct {
	Location string `form:"location"`
	Name     string `form:"name"`
	Kind     string `form:"kind"`
	Sort     string `form:"sort"`
}

// Place is a room or a piece of equipment.
type Place struct {
	ID           id.Place
	LocationID   id.Location
	LocationName string
	Name, Kind   string
	Sort         string // empty: like no other
	Closed       bool
}

// Sort is what rooms, or pieces of equipment, are alike in.
type Sort struct {
	ID         id.Sort
	Name, Kind string
}

// ListSorts lists every sort of place, rooms first.
func (s *Service) ListSorts(ctx context.Context, who access.Actor) (all []Sort, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listSorts(ctx, v)
		return err
	})
	return all, err
}

// ListPlaces lists every place by location, closed ones last.
func (s *Service) ListPlaces(ctx context.Context, who access.Actor) (all []Place, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		all, err = listPlaces(ctx, v)
		return err
	})
	return all, err
}

// FindPlace answers one.
func (s *Service) FindPlace(ctx context.Context, who access.Actor, n id.Place) (p Place, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		p, err = findPlace(ctx, v, n)
		return err
	})
	return p, err
}

// AddPlace adds a place that bookings can hold from now on.
func (s *Service) AddPlace(ctx context.Context, who access.Actor, f PlaceForm) (id.Place, error) {
	location, err := f.check()
	if err != nil {
		return 0, err
	}
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.Place, error) {
		return insertPlace(ctx, tx, location, f)
	})
}

// EditPlace renames a place.
func (s *Service) EditPlace(ctx context.Context, who access.Actor, n id.Place, f PlaceForm) error {
	if _, err := f.check(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error { return updatePlace(ctx, tx, n, f) })
}

// ClosePlace takes a place out of use, or back into it. What is booked in it stays,
// and is looked at again.
func (s *Service) ClosePlace(ctx context.Context, who access.Actor, n id.Place, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if err := closePlace(ctx, tx, n, closed); err != nil {
			return err
		}
		if err := lookAgain(ctx, tx, "arrived_waiting", ""); err != nil {
			return err
		}
		return lookAgain(ctx, tx, "visit_displaced", "")
	})
}

func (f PlaceForm) check() (id.Location, error) {
	var c fault.Check
	location, err := id.Parse[id.Location](f.Location)
	c.Unless(err == nil, "location", "Choose the location it is in. If there is none yet, add that first.")
	c.Unless(f.Name != "", "name", "Name it as people call it, such as Room 2 or Ultrasound.")
	c.Unless(len(f.Sort) <= 60, "sort", "Keep it under 60 letters.")
	c.Unless(f.Kind == "room" || f.Kind == "equipment", "kind", "Choose whether it is a room or a piece of equipment.")
	return location, c.Fault()
}
