package scheduling

import (
	"slices"
	"time"

	"charthouse/internal/fault"
)

// Fold says which of the two is meant where the clocks show an hour twice.
type Fold string

// The two readings of an hour that exists twice; empty where it exists once.
const (
	FirstFold  Fold = "first"
	SecondFold Fold = "second"
)

// Wall gives the instants at which the clocks of the zone show the wall time,
// in order: none in the hour that is skipped in spring, two in the hour that is
// repeated in autumn. The time is labelled UTC and read as written.
func Wall(local time.Time, zone *time.Location) []time.Time {
	local = asWritten(local)
	var out []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := local.Add(near).In(zone).Zone()
		at := local.Add(-time.Duration(offset) * time.Second)
		if asWritten(at.In(zone)).Equal(local) && !slices.ContainsFunc(out, at.Equal) {
			out = append(out, at)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

const noSuchHour = " does not exist on this day: the clocks go forward over it. Pick an earlier or a later time."

// instant is the one instant that a person meant, or a fault that says what to
// change: another time, or which of the two.
func instant(local time.Time, zone *time.Location, fold Fold) (time.Time, error) {
	clock := local.Format("15:04")
	switch at := Wall(local, zone); {
	case len(at) == 0:
		return time.Time{}, refuse("start", clock+noSuchHour)
	case len(at) == 1:
		return at[0], nil
	case fold == FirstFold:
		return at[0], nil
	case fold == SecondFold:
		return at[1], nil
	}
	return time.Time{}, refuse("fold", clock+" comes twice on this day: the clocks go back. Say whether the first or the second is meant.")
}

// asWritten is the wall time, labelled UTC.
func asWritten(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// refuse is a fault under one field.
func refuse(field, sentence string) error {
	var c fault.Check
	c.Unless(false, field, sentence)
	return c.Fault()
}
