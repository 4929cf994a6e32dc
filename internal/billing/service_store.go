package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func taken(field, sentence string) *fault.Fault {
	return &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{field: sentence}}
}

var (
	errCodeTaken  = taken("code", "Another service of the fee schedule has this code. Open that one, or close it first.")
	errPayerNamed = taken("name", "Another payer has this name. Open that one, or close it first.")
	errReopen     = fault.New(fault.Conflict, "Another open one took its place meanwhile. Close that one first.")
)

const fees = `
	select s.id, s.code, s.label, s.cents, s.closed_at is not null as closed
	from services s `

func listFees(ctx context.Context, v *db.View) ([]Fee, error) {
	return db.Many[Fee](ctx, v, fees+`order by s.closed_at is not null, s.code, s.id limit 2000`)
}

func findFee(ctx context.Context, v *db.View, n id.Service) (Fee, error) {
	return db.One[Fee](ctx, v, fees+`where s.id = $1`, n)
}

func insertFee(ctx context.Context, tx *db.Tx, f FeeForm, cents Cents) (id.Service, error) {
	n, err := db.Value[id.Service](ctx, &tx.View, `
		insert into services (code, label, cents)
		values ($1, $2, $3)
		returning id`, f.Code, f.Label, cents)
	if db.Broke(err, "services_code") {
		return 0, errCodeTaken
	}
	return n, err
}

func updateFee(ctx context.Context, tx *db.Tx, n id.Service, f FeeForm, cents Cents) error {
	err := tx.ExecOne(ctx, `
		update services
		set code = $2, label = $3, cents = $4
		where id = $1`, n, f.Code, f.Label, cents)
	if db.Broke(err, "services_code") {
		return errCodeTaken
	}
	return err
}

func closeFee(ctx context.Context, tx *db.Tx, n id.Service, closed bool) error {
	err := tx.ExecOne(ctx, `
		update services
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "services_code") {
		return errReopen
	}
	return err
}
