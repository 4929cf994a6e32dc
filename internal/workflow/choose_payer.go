package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// ChoosePayer says who pays for a visit that is not charged yet: a coverage's
// number, scheduling.SelfPay, or empty for what the file says.
func (w *Workflow) ChoosePayer(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, choice string) error {
	return w.db.Write(ctx, who, access.ChoosePayer.On(c), func(tx *db.Tx) error {
		return scheduling.ChoosePayerTx(ctx, tx, visit, choice)
	})
}

// BillAnother asks the payer of another coverage for what a claim asks, as long
// as none has answered it. The copay that was asked of the client stays.
func (w *Workflow) BillAnother(ctx context.Context, who access.Actor, c id.Client, claim id.Claim, coverage id.Coverage) error {
	return w.db.Write(ctx, who, access.BillAnother.On(c), func(tx *db.Tx) error {
		visit, err := billing.BillAnotherTx(ctx, tx, claim, coverage)
		if err != nil {
			return err
		}
		return scheduling.PayByTx(ctx, tx, visit, coverage)
	})
}
