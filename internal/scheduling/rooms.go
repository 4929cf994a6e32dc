package scheduling

import (
	"context"
	"fmt"
	"slices"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// kind is which places the calendars are of.
func (b By) kind() string {
	if b == ByEquipment {
		return "equipment"
	}
	return "room"
}

// ofPlaces puts the visits of the day into the calendars of the rooms that they hold or
// are in, or of the equipment that they hold. Those without a room come first, where there
// are any.
func (d *Day) ofPlaces(ctx context.Context, v *db.View) error {
	places, err := listPlacesAt(ctx, v, d.At.ID, d.By.kind())
	if err != nil {
		return fmt.Errorf("places of the location: %w", err)
	}
	if d.By == ByRoom {
		places = append([]place{{Name: "No room"}}, places...)
	}
	if err := d.fillPlaces(ctx, v, places, d.part()); err != nil {
		return err
	}
	if d.By == ByRoom && len(d.Calendars[0].Lines) == 0 {
		d.Calendars = d.Calendars[1:]
	}
	return nil
}

// ofPlace reads the days of a room or of a piece of equipment.
func (w *CalendarWeek) ofPlace(ctx context.Context, v *db.View) error {
	places, err := listPlacesAt(ctx, v, w.At.ID, w.Of.By.kind())
	if err != nil {
		return fmt.Errorf("places of the location: %w", err)
	}
	if len(places) == 0 {
		return fault.New(fault.NotFound, w.At.Name+" has no "+w.Of.By.kind()+", so there is no week to show.")
	}
	at := slices.IndexFunc(places, func(p place) bool { return w.Of.Place == 0 || p.ID == w.Of.Place })
	if at < 0 {
		return db.ErrNone
	}
	for _, p := range places {
		w.Places = append(w.Places, Choice{ID: int64(p.ID), Name: p.Name})
	}
	w.By, w.Of.Place = w.Of.By, places[at].ID
	p := w.part()
	p.at, p.place = w.At.ID, w.Of.Place
	if err := w.fillPlaces(ctx, v, places[at:at+1], p); err != nil {
		return err
	}
	w.Calendars = slices.DeleteFunc(w.Calendars, func(c Calendar) bool {
		return c.Date.ISOWeekday() > 5 && len(c.Hours)+len(c.Lines)+len(c.Blocks) == 0
	})
	w.stand(Calendar{PlaceID: w.Of.Place})
	return nil
}

// fillPlaces puts the visits of the part into the calendars of the places, one a day: of
// those that they hold, and of the one that they are in. Who has none is in that of zero.
func (d *Day) fillPlaces(ctx context.Context, v *db.View, places []place, p part) error {
	opening, err := listOpening(ctx, v, d.At.ID)
	if err != nil {
		return fmt.Errorf("opening hours: %w", err)
	}
	lines, err := linesOf(ctx, v, p)
	if err != nil {
		return fmt.Errorf("visits of the day: %w", err)
	}
	held, err := listHolding(ctx, v, p)
	if err != nil {
		return fmt.Errorf("what the visits hold: %w", err)
	}
	for day := p.from; day.Before(p.until); day = day.Add(1) {
		for _, r := range places {
			d.Calendars = append(d.Calendars, Calendar{PlaceID: r.ID, Date: day, Name: r.Name, Hours: openOn(opening, day, d)})
		}
	}
	for _, l := range lines {
		for _, in := range placesOf(l, held, places) {
			if c := d.ofPlace(in, civil.Of(l.StartsAt, d.Zone)); c != nil {
				c.Lines = append(c.Lines, l)
			}
		}
	}
	blocks, err := listHeld(ctx, v, p)
	if err != nil {
		return fmt.Errorf("blocks of the day: %w", err)
	}
	for _, b := range blocks {
		if c := d.ofPlace(b.PlaceID, civil.Of(b.From, d.Zone)); c != nil && b.PlaceID != 0 {
			c.Blocks = append(c.Blocks, b)
		}
	}
	return nil
}

func openOn(opening []Hours, day civil.Date, d *Day) (out []Span) {
	for _, h := range opening {
		if h.Weekday == day.ISOWeekday() {
			out = append(out, h.on(day, d.Zone))
		}
	}
	return out
}

// placesOf are those among the places that the visit is in or holds; zero is none of them.
func placesOf(l Line, held []holding, places []place) []id.Place {
	var out []id.Place
	add := func(n id.Place) {
		if slices.ContainsFunc(places, func(p place) bool { return p.ID == n }) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	add(l.PlaceID)
	for _, h := range held {
		if h.BookingID == l.BookingID {
			add(h.PlaceID)
		}
	}
	if out == nil {
		return []id.Place{0}
	}
	return out
}

// ofPlace finds the calendar of a place on a day, or none.
func (d *Day) ofPlace(n id.Place, day civil.Date) *Calendar {
	for i, c := range d.Calendars {
		if c.PlaceID == n && c.Date == day {
			return &d.Calendars[i]
		}
	}
	return nil
}
