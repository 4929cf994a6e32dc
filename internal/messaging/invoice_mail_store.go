package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findBillPayer is the contact who pays the bills and can be mailed, or zero.
func findBillPayer(ctx context.Context, v *db.View) (id.Contact, error) {
	return db.Value[id.Contact](ctx, v, `
		select coalesce(max(id), 0)::bigint
		from contacts
		where client_id = $1 and bill_payer and ended_at is null and email <> ''`, v.Client())
}

func overtakeInvoice(ctx context.Context, tx *db.Tx, invoice id.Invoice) error {
	_, err := tx.Exec(ctx, `
		update deliveries d
		set state = 'cancelled', problem = 'A newer mail took its place.'
		from messages m
		where d.client_id = $1 and m.client_id = $1 and d.message_id = m.id and m.invoice_id = $2 and d.state = 'waiting'`,
		tx.Client(), invoice)
	return err
}

func listSendings(ctx context.Context, v *db.View, invoice id.Invoice) ([]Sending, error) {
	return db.Many[Sending](ctx, v, `
		select d.id as mail, d.state, d.address, d.problem, d.made_at, d.sent_at, coalesce(s.name, '') as by
		from messages m
		join deliveries d on d.client_id = m.client_id and d.message_id = m.id
		left join staff s on s.id = m.written_by
		where m.client_id = $1 and m.invoice_id = $2
		order by d.id desc
		limit 20`, v.Client(), invoice)
}
