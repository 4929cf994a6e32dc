package billing

import (
	"context"
	"slices"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var errAnswered = fault.New(fault.Conflict, "The payer has answered this claim. Reverse its payment first, then bill another coverage.")

// BillAnotherTx turns a claim to another coverage of the act's client, and
// answers its visit, which the workflow has paid by it. The payer's part is what
// it was: the ledger knows that a payer owes it, the claim knows which.
func BillAnotherTx(ctx context.Context, tx *db.Tx, claim id.Claim, coverage id.Coverage) (id.Visit, error) {
	k, err := ClaimTx(ctx, &tx.View, claim)
	switch {
	case err != nil:
		return 0, err
	case slices.ContainsFunc(k.Answers, func(a Answer) bool { return a.ReversedAt == nil }):
		return 0, errAnswered
	case k.Open <= 0:
		return 0, errNothingAsked
	}
	return k.VisitID, turnClaim(ctx, tx, claim, coverage)
}
