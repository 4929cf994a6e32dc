package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Flow is a day with what is not ready yet for those who come, and what to heed of
// those who are here.
type Flow struct {
	Day   scheduling.Day
	Heeds map[id.Visit]Heed
}

// OpenFlow reads where everybody of a day is; no day is today, zero is the first
// location. It takes as many queries for forty visits as for none.
func (w *Workflow) OpenFlow(ctx context.Context, who access.Actor, at id.Location, date civil.Date) (f Flow, err error) {
	err = w.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		if f.Day, err = scheduling.DayTx(ctx, v, at, date); err != nil {
			return err
		}
		f.Heeds, err = heedsOf(ctx, v, f.Day)
		return err
	})
	return f, err
}
