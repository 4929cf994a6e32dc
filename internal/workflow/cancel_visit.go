package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// CancelVisit ends a visit before it takes place; its time is free at once.
func (w *Workflow) CancelVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, reason string) error {
	return w.db.Write(ctx, who, access.CancelVisit.On(c), func(tx *db.Tx) error {
		return scheduling.CancelTx(ctx, tx, visit, reason)
	})
}

// UncancelVisit takes a cancellation back, unless its time was taken since.
func (w *Workflow) UncancelVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) error {
	return w.db.Write(ctx, who, access.CancelVisit.On(c), func(tx *db.Tx) error {
		return scheduling.UncancelTx(ctx, tx, visit)
	})
}
