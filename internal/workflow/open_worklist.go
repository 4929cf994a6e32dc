package workflow

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// Stuck is one row of the worklist with its visit's line.
type Stuck struct {
	worklist.Blocker
	Line scheduling.Line // zero where no visit is held up
}

// Worklist is what is stuck, what that adds up to, and what left by itself.
type Worklist struct {
	Rows    []Stuck
	Totals  worklist.Totals
	Cleared []worklist.Cleared
}

// OpenWorklist reads what is stuck for those who may see it. Today begins at
// the instant given: what was cleared since is shown as evidence.
func (w *Workflow) OpenWorklist(ctx context.Context, who access.Actor, f worklist.Filter, today time.Time) (list Worklist, err error) {
	err = w.db.Read(ctx, who, access.OpenWorklist.Across(), func(v *db.View) error {
		rows, err := worklist.ListTx(ctx, v, f)
		if err != nil {
			return err
		}
		if list.Rows, err = withLines(ctx, v, rows); err != nil {
			return err
		}
		if list.Totals, err = worklist.TotalsTx(ctx, v); err != nil {
			return err
		}
		list.Cleared, err = worklist.ClearedTx(ctx, v, today, 30)
		return err
	})
	return list, err
}

// withLines adds the visits' lines, read together.
func withLines(ctx context.Context, v *db.View, rows []worklist.Blocker) ([]Stuck, error) {
	var clients []id.Client
	var visits []id.Visit
	for _, b := range rows {
		if b.VisitID != 0 {
			clients, visits = append(clients, b.ClientID), append(visits, b.VisitID)
		}
	}
	lines, err := scheduling.LinesOf(ctx, v, clients, visits)
	if err != nil {
		return nil, err
	}
	of := make(map[id.Visit]scheduling.Line, len(lines))
	for _, l := range lines {
		of[l.VisitID] = l
	}
	out := make([]Stuck, len(rows))
	for i, b := range rows {
		out[i] = Stuck{b, of[b.VisitID]}
	}
	return out, nil
}
