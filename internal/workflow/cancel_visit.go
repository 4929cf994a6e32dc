package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// CancelVisit ends a visit before it takes place; its time is free at once, and
// the client is told.
func (w *Workflow) CancelVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, reason string) error {
	return w.db.Write(ctx, who, access.CancelVisit.On(c), func(tx *db.Tx) error {
		return cancel(ctx, tx, visit, reason)
	})
}

func cancel(ctx context.Context, tx *db.Tx, visit id.Visit, reason string) error {
	if err := scheduling.CancelTx(ctx, tx, visit, reason); err != nil {
		return err
	}
	mail, err := messaging.CancelledTx(ctx, tx, visit)
	if err := post(ctx, tx, mail, err); err != nil {
		return err
	}
	return rescueTx(ctx, tx)
}

// UncancelVisit takes a cancellation back, unless its time was taken since, with what was
// charged for it, and confirms the visit anew.
func (w *Workflow) UncancelVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) error {
	return w.db.Write(ctx, who, access.CancelVisit.On(c), func(tx *db.Tx) error {
		if err := scheduling.UncancelTx(ctx, tx, visit); err != nil {
			return err
		}
		return uncancelledTx(ctx, tx, visit)
	})
}

// uncancelledTx is what follows from a visit that takes place after all.
func uncancelledTx(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	if err := billing.UnchargeMissedTx(ctx, tx, visit, "The cancellation was taken back."); err != nil {
		return err
	}
	mail, err := messaging.ConfirmTx(ctx, tx, visit)
	return post(ctx, tx, mail, err)
}
