package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// CancelGroup ends the visits of all who share a visit's booking, all of them or none;
// its time is free at once, and each of them is told. It answers how many they are.
func (w *Workflow) CancelGroup(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, reason string) (n int, err error) {
	err = w.together(ctx, who, access.CancelVisit, scheduling.Member{Client: c, Visit: visit}, func(tx *db.Tx, m scheduling.Member) error {
		all, err := scheduling.CancelGroupTx(ctx, tx, m, reason)
		if err != nil {
			return err
		}
		n = len(all)
		for _, o := range all {
			mail, err := messaging.CancelledTx(ctx, tx.In(o.Client), o.Visit)
			if err := post(ctx, tx.In(o.Client), mail, err); err != nil {
				return err
			}
		}
		return rescueTx(ctx, tx.In(c))
	})
	return n, err
}

// UncancelGroup takes the cancellation of a group back, unless its time was taken since,
// and confirms each visit anew. It answers how many they are.
func (w *Workflow) UncancelGroup(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) (n int, err error) {
	err = w.together(ctx, who, access.CancelVisit, scheduling.Member{Client: c, Visit: visit}, func(tx *db.Tx, m scheduling.Member) error {
		all, err := scheduling.UncancelGroupTx(ctx, tx, m)
		if err != nil {
			return err
		}
		n = len(all)
		for _, o := range all {
			if err := uncancelledTx(ctx, tx.In(o.Client), o.Visit); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}
