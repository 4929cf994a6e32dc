package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// MarkVisit says that somebody arrived, went into a room, was seen, or did not come.
// What the practice asks of those who do not come is charged in the same act.
func (w *Workflow) MarkVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, m scheduling.Mark) (fee billing.MissedFee, err error) {
	err = w.db.Write(ctx, who, access.FlowVisit.On(c), func(tx *db.Tx) error {
		if err := scheduling.MarkTx(ctx, tx, visit, m); err != nil || m.Kind != scheduling.MarkNoShow {
			return err
		}
		fee, err = billing.ChargeMissedTx(ctx, tx, visit, billing.NoShow)
		return err
	})
	return fee, err
}

// UnmarkVisit takes a mark back, and with a no-show what was charged for it.
func (w *Workflow) UnmarkVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, k scheduling.MarkKind) error {
	return w.db.Write(ctx, who, access.FlowVisit.On(c), func(tx *db.Tx) error {
		if err := scheduling.UnmarkTx(ctx, tx, visit, k); err != nil || k != scheduling.MarkNoShow {
			return err
		}
		return billing.UnchargeMissedTx(ctx, tx, visit, "The no-show was taken back.")
	})
}

// CancelLate ends a visit that the client cancelled later than the practice asks, and
// charges what it asks for that.
func (w *Workflow) CancelLate(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, reason string) (fee billing.MissedFee, err error) {
	err = w.db.Write(ctx, who, access.CancelVisit.On(c), func(tx *db.Tx) error {
		late, err := scheduling.IsLateTx(ctx, &tx.View, visit)
		if err != nil {
			return err
		}
		if !late {
			return errNotLate
		}
		if err := cancel(ctx, tx, visit, reason); err != nil {
			return err
		}
		fee, err = billing.ChargeMissedTx(ctx, tx, visit, billing.LateCancelled)
		return err
	})
	return fee, err
}

var errNotLate = fault.New(fault.Conflict, "It is not late yet to cancel this visit, so nothing is charged for it. Cancel it without the charge.")
