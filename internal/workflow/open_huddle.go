package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Huddle is what a practice looks at together before its day begins.
type Huddle struct {
	Day    scheduling.Day
	Before LastDay
	Away   []Away
	Heeds  map[id.Visit]Heed
}

// LastDay is how the last day with visits at the location went; Visits is zero
// where there was none.
type LastDay struct {
	Date                                      civil.Date
	Visits, Seen, Missed, Cancelled, Unsigned int
}

// Away is somebody who is not here on the day.
type Away struct{ Name, StandIn string }

// Heed is what to look out for in a visit of the day.
type Heed struct {
	VisitID     id.Visit
	New         bool   // their first visit here
	Interpreter string // the language that one is needed for
	Alerts      []string
	OwedCents   int64    // by the patient, for those who may know
	Stuck       []string // kinds of what holds up the visit or the file
}

// Any is true where there is something to look out for.
func (h Heed) Any() bool {
	return h.New || h.Interpreter != "" || len(h.Alerts) > 0 || h.OwedCents > 0 || len(h.Stuck) > 0
}

// OpenHuddle reads the sheet of a day at a location; no day is today, zero is
// the first location. It takes as many queries for forty visits as for none.
func (w *Workflow) OpenHuddle(ctx context.Context, who access.Actor, at id.Location, date civil.Date) (h Huddle, err error) {
	err = w.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		if h.Day, err = scheduling.DayTx(ctx, v, at, date); err != nil {
			return err
		}
		if h.Before, err = findLastDay(ctx, v, h.Day.At.ID, h.Day.Date); err != nil {
			return err
		}
		if h.Away, err = listAway(ctx, v, h.Day.Date); err != nil {
			return err
		}
		h.Heeds, err = heedsOf(ctx, v, h.Day)
		return err
	})
	return h, err
}

// heedsOf looks at the visits that are still to come or here.
func heedsOf(ctx context.Context, v *db.View, d scheduling.Day) (map[id.Visit]Heed, error) {
	var visits []id.Visit
	for _, l := range d.Lines() {
		if !l.Hidden && !l.Ended() {
			visits = append(visits, l.VisitID)
		}
	}
	list, err := listHeeds(ctx, v, visits)
	out := make(map[id.Visit]Heed, len(list))
	for _, h := range list {
		out[h.VisitID] = h
	}
	return out, err
}
