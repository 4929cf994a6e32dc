package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertEntry(ctx context.Context, tx *db.Tx, e entry) (id.Entry, error) {
	return db.Value[id.Entry](ctx, &tx.View, `
		insert into entries (client_id, visit_id, kind, memo, at, staff_id, reverses_id)
		values ($1, nullif($2::bigint, 0), $3, $4, clock(), nullif($5::bigint, 0), nullif($6::bigint, 0))
		returning id`, tx.Client(), e.visit, e.kind, e.memo, tx.Who().Staff(), e.reverses)
}

func insertLines(ctx context.Context, tx *db.Tx, n id.Entry, lines []line) error {
	var sets [][]any
	for _, l := range lines {
		if l.cents != 0 {
			sets = append(sets, []any{tx.Client(), n, l.charge, string(l.account), l.cents})
		}
	}
	return tx.ExecMany(ctx, `
		insert into lines (client_id, entry_id, charge_id, account, cents)
		values ($1, $2, nullif($3::bigint, 0), $4, $5)`, sets)
}
