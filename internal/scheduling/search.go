package scheduling

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Search asks for the next free times, as typed. What is empty does not matter.
type Search struct {
	VisitType string   `form:"type"`
	Clinician string   `form:"clinician"`
	Location  string   `form:"location"`
	From      string   `form:"from"`    // the first day; today
	Until     string   `form:"until"`   // the last day; a year later
	Part      string   `form:"part"`    // morning, afternoon or evening
	Lasts     string   `form:"lasts"`   // minutes; as long as the kind of visit
	Weekdays  []string `form:"weekday"` // 1 is Monday
	Sort      string   `form:"sort"`    // of room or equipment that it takes too; nothing but what its kind takes

	earliest time.Time // zero: now
}

// Slot is a time at which a clinician, and all that the visit takes, is free.
type Slot struct {
	Free
	ClinicianID id.Staff
	Clinician   string
	LocationID  id.Location
	Location    string
	Zone        *time.Location
	PlaceID     id.Place // of the sort that was asked for, or zero
	Room        bool     // it is a room, not a piece of equipment
}

// parts are the hours of a day in which a visit may begin.
var parts = map[string][2]int{"": {0, 24}, "morning": {0, 12}, "afternoon": {12, 17}, "evening": {17, 24}}

// window is how many days are looked at together, at first: what is near is found
// without reading the calendars of a year.
const window = 7

// FindTimes answers the next free times, at most most, the soonest first; of those
// at once by the clinician's name.
func (s *Service) FindTimes(ctx context.Context, who access.Actor, f Search, most int) (out []Slot, err error) {
	err = s.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		out, err = FindTimesTx(ctx, v, f, most)
		return err
	})
	return out, err
}

// FindTimesTx is FindTimes within a page that shows more.
func FindTimesTx(ctx context.Context, v *db.View, f Search, most int) ([]Slot, error) {
	now, err := today(ctx, v)
	if err != nil {
		return nil, err
	}
	q, err := f.understand(now)
	if err != nil {
		return nil, err
	}
	if err := q.prepare(ctx, v); err != nil {
		return nil, err
	}
	var out []Slot
	for from, days := q.from, window; !from.After(q.until) && len(out) < most; days *= 2 {
		last := from.Add(days - 1)
		if last.After(q.until) {
			last = q.until
		}
		found, err := q.within(ctx, v, from, last)
		if err != nil {
			return nil, err
		}
		out, from = append(out, found...), last.Add(1)
	}
	return out[:min(most, len(out))], nil
}
