package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func findOrInsertPayer(ctx context.Context, tx *db.Tx, name string) (id.Payer, error) {
	_, err := tx.Exec(ctx, `
		insert into payers (name)
		select $1::text
		where not exists (select from payers where lower(name) = lower($1) and closed_at is null)
		on conflict do nothing`, name)
	if err != nil {
		return 0, err
	}
	n, err := db.Value[id.Payer](ctx, &tx.View, `
		select id
		from payers
		where lower(name) = lower($1) and closed_at is null`, name)
	if fault.KindOf(err) == fault.NotFound {
		return 0, fault.New(fault.Conflict, "Somebody closed this payer at the same moment. Try again.")
	}
	return n, err
}
