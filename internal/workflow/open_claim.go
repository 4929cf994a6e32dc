package workflow

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Claim is a claim with the line of its visit, and who else could be asked.
type Claim struct {
	billing.Claim
	Line   scheduling.Line
	Others []clients.Coverage
}

// OpenClaim reads a claim, the line of its visit, and the client's other
// coverages.
func (w *Workflow) OpenClaim(ctx context.Context, who access.Actor, c id.Client, claim id.Claim) (k Claim, err error) {
	err = w.db.Read(ctx, who, access.OpenClaim.On(c), func(v *db.View) error {
		if k.Claim, err = billing.ClaimTx(ctx, v, claim); err != nil {
			return err
		}
		if k.Line, err = scheduling.LineOf(ctx, v, k.VisitID); err != nil {
			return err
		}
		k.Others, err = clients.CoveragesTx(ctx, v)
		k.Others = slices.DeleteFunc(k.Others, func(o clients.Coverage) bool { return o.ID == k.CoverageID })
		return err
	})
	return k, err
}
