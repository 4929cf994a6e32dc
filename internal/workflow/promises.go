package workflow

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/overview"
	"charthouse/internal/worklist"
)

// weeks is how far back it is counted how promises are kept.
const weeks = 12

// Promises is what the practice promises, what happens when one is passed, and
// how they are kept.
type Promises struct {
	Targets map[string]overview.Target // by kind, of those with a time of their own
	Ladders map[string][]worklist.Step // by kind; "" is that of every kind without one of its own
	Stood   map[string]worklist.Stood  // by kind, over twelve weeks
	Kept    map[string]overview.Kept   // by kind, over twelve weeks; without those of which only the late are known
	People  []worklist.Colleague
}

// OpenPromises reads them as they stood on the day.
func (w *Workflow) OpenPromises(ctx context.Context, who access.Actor, today civil.Date, zone *time.Location) (p Promises, err error) {
	err = w.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		if p.Targets, err = overview.TargetsTx(ctx, v); err != nil {
			return err
		}
		if p.Ladders, err = worklist.LaddersTx(ctx, v); err != nil {
			return err
		}
		if p.People, err = worklist.ColleaguesTx(ctx, v); err != nil {
			return err
		}
		from := today.Add(-7 * weeks)
		if p.Stood, err = worklist.StoodTx(ctx, v, from.In(zone)); err != nil {
			return err
		}
		p.Kept, err = overview.KeptTx(ctx, v, p.Targets, from.In(zone))
		return err
	})
	return p, err
}

// PromiseForm is a promise as typed: its target, where it has a time, and its
// ladder.
type PromiseForm struct {
	overview.TargetForm
	worklist.LadderForm
}

// SetPromise keeps a promise; the kind "" is the ladder of all that have none of
// their own. A target whose lines have no steps under its name keeps none.
func (w *Workflow) SetPromise(ctx context.Context, who access.Actor, kind string, f PromiseForm) error {
	return w.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		var c fault.Check
		if err := c.Take(overview.SetTargetTx(ctx, tx, kind, f.TargetForm)); err != nil {
			return err
		}
		if !overview.HasSteps(kind) {
			return c.Fault()
		}
		if err := c.Take(worklist.SetLadderTx(ctx, tx, kind, f.LadderForm)); err != nil {
			return err
		}
		return c.Fault()
	})
}
