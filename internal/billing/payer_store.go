package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

const payers = `
	select p.id, p.name, p.code, p.address, p.phone, p.closed_at is not null as closed
	from payers p `

func listPayers(ctx context.Context, v *db.View) ([]Payer, error) {
	return db.Many[Payer](ctx, v, payers+`order by p.closed_at is not null, lower(p.name), p.id limit 2000`)
}

func findPayer(ctx context.Context, v *db.View, n id.Payer) (Payer, error) {
	return db.One[Payer](ctx, v, payers+`where p.id = $1`, n)
}

func insertPayer(ctx context.Context, tx *db.Tx, f PayerForm) (id.Payer, error) {
	n, err := db.Value[id.Payer](ctx, &tx.View, `
		insert into payers (name, code, address, phone)
		values ($1, $2, $3, $4)
		returning id`, f.Name, f.Code, f.Address, f.Phone)
	if db.Broke(err, "payers_name") {
		return 0, errPayerNamed
	}
	return n, err
}

func updatePayer(ctx context.Context, tx *db.Tx, n id.Payer, f PayerForm) error {
	err := tx.ExecOne(ctx, `
		update payers
		set name = $2, code = $3, address = $4, phone = $5
		where id = $1`, n, f.Name, f.Code, f.Address, f.Phone)
	if db.Broke(err, "payers_name") {
		return errPayerNamed
	}
	return err
}

func closePayer(ctx context.Context, tx *db.Tx, n id.Payer, closed bool) error {
	err := tx.ExecOne(ctx, `
		update payers
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "payers_name") {
		return errReopen
	}
	return err
}
