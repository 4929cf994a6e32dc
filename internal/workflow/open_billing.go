package workflow

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Held is what waits before a payer can be asked, by reason, with the visits'
// lines.
type Held struct {
	Stages  billing.Stages
	Reasons []billing.Reason
	Rows    []billing.Held
	Next    billing.After
	Lines   map[id.Visit]scheduling.Line
}

// OpenHeld reads what is held: the first rows of each reason, or one reason's
// rows behind a cursor. Monday is when the week began.
func (w *Workflow) OpenHeld(ctx context.Context, who access.Actor, kind, field string, after billing.After, monday time.Time) (h Held, err error) {
	err = w.db.Read(ctx, who, access.OpenClaim.Across(), func(v *db.View) error {
		if h.Stages, err = billing.StagesTx(ctx, v, monday); err != nil {
			return err
		}
		if h.Reasons, h.Rows, h.Next, err = billing.HeldTx(ctx, v, kind, field, after); err != nil {
			return err
		}
		h.Lines, err = linesOf(ctx, v, h.Rows, func(r billing.Held) billing.Row { return r.Row })
		return err
	})
	return h, err
}

// Ready is the claims that pass every check.
type Ready struct {
	Stages billing.Stages
	Rows   []billing.ReadyClaim
	Next   billing.After
	Lines  map[id.Visit]scheduling.Line
}

// OpenReady reads the claims that pass every check, behind a cursor.
func (w *Workflow) OpenReady(ctx context.Context, who access.Actor, after billing.After, monday time.Time) (l Ready, err error) {
	err = w.db.Read(ctx, who, access.OpenClaim.Across(), func(v *db.View) error {
		if l.Stages, err = billing.StagesTx(ctx, v, monday); err != nil {
			return err
		}
		if l.Rows, l.Next, err = billing.ReadyTx(ctx, v, after); err != nil {
			return err
		}
		l.Lines, err = linesOf(ctx, v, l.Rows, func(r billing.ReadyClaim) billing.Row { return r.Row })
		return err
	})
	return l, err
}

// Owing is what clients owe, visit by visit.
type Owing struct {
	Stages billing.Stages
	Rows   []billing.Owing
	Next   billing.After
	Lines  map[id.Visit]scheduling.Line
}

// OpenOwing reads what clients owe, or only what is overdue, behind a cursor.
func (w *Workflow) OpenOwing(ctx context.Context, who access.Actor, overdue bool, after billing.After, monday time.Time) (l Owing, err error) {
	err = w.db.Read(ctx, who, access.ListBilling.Across(), func(v *db.View) error {
		if l.Stages, err = billing.StagesTx(ctx, v, monday); err != nil {
			return err
		}
		if l.Rows, l.Next, err = billing.OwingTx(ctx, v, overdue, after); err != nil {
			return err
		}
		l.Lines, err = linesOf(ctx, v, l.Rows, func(r billing.Owing) billing.Row { return r.Row })
		return err
	})
	return l, err
}

// linesOf reads the lines of a list's visits together.
func linesOf[T any](ctx context.Context, v *db.View, rows []T, of func(T) billing.Row) (map[id.Visit]scheduling.Line, error) {
	clients, visits := make([]id.Client, len(rows)), make([]id.Visit, len(rows))
	for i, r := range rows {
		clients[i], visits[i] = of(r).ClientID, of(r).VisitID
	}
	lines, err := scheduling.LinesOf(ctx, v, clients, visits)
	out := make(map[id.Visit]scheduling.Line, len(lines))
	for _, l := range lines {
		out[l.VisitID] = l
	}
	return out, err
}
