package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Claim is a claim with the line of its visit.
type Claim struct {
	billing.Claim
	Line scheduling.Line
}

// OpenClaim reads a claim and the line of its visit.
func (w *Workflow) OpenClaim(ctx context.Context, who access.Actor, c id.Client, claim id.Claim) (k Claim, err error) {
	err = w.db.Read(ctx, who, access.OpenClaim.On(c), func(v *db.View) error {
		if k.Claim, err = billing.ClaimTx(ctx, v, claim); err != nil {
			return err
		}
		k.Line, err = scheduling.LineOf(ctx, v, k.VisitID)
		return err
	})
	return k, err
}
