package scheduling

import (
	"context"
	"fmt"
	"slices"

	"charthouse/internal/db"
)

// fillRooms puts the visits of the day into the calendars of the rooms that they hold
// or are in; those without one come first, where there are any.
func (d *Day) fillRooms(ctx context.Context, v *db.View) error {
	rooms, err := listRooms(ctx, v, d.At.ID)
	if err != nil {
		return fmt.Errorf("rooms of the location: %w", err)
	}
	opening, err := listOpening(ctx, v, d.At.ID)
	if err != nil {
		return fmt.Errorf("opening hours: %w", err)
	}
	lines, err := linesOf(ctx, v, d.part())
	if err != nil {
		return fmt.Errorf("visits of the day: %w", err)
	}
	var hours []Span
	for _, h := range opening {
		if h.Weekday == d.Date.ISOWeekday() {
			hours = append(hours, h.on(d.Date, d.Zone))
		}
	}
	for _, r := range append([]place{{Name: "No room"}}, rooms...) {
		d.Calendars = append(d.Calendars, Calendar{PlaceID: r.ID, Date: d.Date, Name: r.Name, Hours: hours})
	}
	for _, l := range lines {
		in := slices.IndexFunc(d.Calendars, func(c Calendar) bool { return c.PlaceID == l.PlaceID })
		d.Calendars[max(in, 0)].Lines = append(d.Calendars[max(in, 0)].Lines, l)
	}
	if len(d.Calendars[0].Lines) == 0 {
		d.Calendars = d.Calendars[1:]
	}
	return nil
}
