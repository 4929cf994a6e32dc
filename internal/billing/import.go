package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// PayerNamedTx is the payer of that name, made where there is none yet. Case is
// forgiven.
func PayerNamedTx(ctx context.Context, tx *db.Tx, name string) (id.Payer, error) {
	return findOrInsertPayer(ctx, tx, name)
}
