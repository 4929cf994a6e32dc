package workflow

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/overview"
	"charthouse/internal/worklist"
)

// Overview is where the practice stands: the week along the line, what is held
// up, and by whom.
type Overview struct {
	Week        overview.Week
	Totals      worklist.Totals
	Worst       []Stuck // the rows that hold up most
	Turnarounds []overview.Turnaround
}

// OpenOverview reads the manager's page for the week between the instants.
func (w *Workflow) OpenOverview(ctx context.Context, who access.Actor, from, to time.Time) (o Overview, err error) {
	err = w.db.Read(ctx, who, access.OpenOverview.Across(), func(v *db.View) error {
		if o.Week, err = overview.WeekTx(ctx, v, from, to); err != nil {
			return err
		}
		if o.Totals, err = worklist.TotalsTx(ctx, v); err != nil {
			return err
		}
		if o.Turnarounds, err = overview.TurnaroundsTx(ctx, v, from.AddDate(0, 0, -28), to); err != nil {
			return err
		}
		rows, err := worklist.ListTx(ctx, v, worklist.Filter{Most: 5})
		if err != nil {
			return err
		}
		o.Worst, err = withLines(ctx, v, rows)
		return err
	})
	return o, err
}
