package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Side is an account of the ledger. Debits are positive, credits negative.
type Side string

// The accounts. Receivables name a charge; what a client paid ahead is credit.
const (
	ClientOwes Side = "client_receivable"
	PayerOwes  Side = "payer_receivable"
	Credit     Side = "client_credit"
	Revenue    Side = "revenue"
	Adjustment Side = "adjustment"
)

// entry is one balanced movement of money in a client's file.
type entry struct {
	kind     string
	visit    id.Visit
	memo     string
	reverses id.Entry
	lines    []line
}

// line moves cents on an account, for a charge where the account is a receivable.
type line struct {
	account Side
	charge  id.Charge
	cents   Cents
}

// post writes the entry. That its lines sum to zero is held by the schema when
// the act commits.
func post(ctx context.Context, tx *db.Tx, e entry) (id.Entry, error) {
	n, err := insertEntry(ctx, tx, e)
	if err != nil {
		return 0, err
	}
	return n, insertLines(ctx, tx, n, e.lines)
}
