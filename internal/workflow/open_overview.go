package workflow

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/overview"
	"charthouse/internal/worklist"
)

// Overview is where the practice stands: the week along the line, what is held
// up, and by whom.
type Overview struct {
	Week        overview.Week
	Held        worklist.Held
	Totals      worklist.Totals
	Worst       []Stuck // the rows that hold up most
	Practice    []worklist.OfPractice
	Turnarounds []overview.Turnaround
	Weeks       []overview.Sums // twelve, the week itself last
	Measures    []overview.Measure
}

// Worst is how many of the rows that hold up most the page shows.
const Worst = 5

// OpenOverview reads the manager's page for the week of that Monday in the zone.
func (w *Workflow) OpenOverview(ctx context.Context, who access.Actor, monday civil.Date, zone *time.Location) (o Overview, err error) {
	next := monday.Add(7)
	err = w.db.Read(ctx, who, access.OpenOverview.Across(), func(v *db.View) error {
		if o.Week, err = overview.WeekTx(ctx, v, monday.In(zone), next.In(zone)); err != nil {
			return err
		}
		if o.Held, err = worklist.HeldTx(ctx, v); err != nil {
			return err
		}
		if o.Totals, err = worklist.TotalsTx(ctx, v); err != nil {
			return err
		}
		if o.Turnarounds, err = overview.TurnaroundsTx(ctx, v, monday.Add(-28), next); err != nil {
			return err
		}
		if o.Weeks, err = overview.SumsTx(ctx, v, overview.Weeks(12, monday), overview.Of{}, overview.ByWeek); err != nil {
			return err
		}
		if o.Measures, err = overview.MeasuresTx(ctx, v); err != nil {
			return err
		}
		rows, err := worklist.ListTx(ctx, v, worklist.Filter{Most: Worst})
		if err != nil {
			return err
		}
		if o.Worst, err = withLines(ctx, v, rows); err != nil {
			return err
		}
		o.Practice, err = worklist.OfPracticeTx(ctx, v, worklist.Filter{})
		return err
	})
	return o, err
}
