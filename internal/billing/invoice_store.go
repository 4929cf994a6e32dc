package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findInvoice(ctx context.Context, v *db.View, invoice id.Invoice) (Invoice, error) {
	return db.One[Invoice](ctx, v, `
		select i.id, coalesce(i.visit_id, 0) as visit_id, i.issued_on, i.due_on, i.made_at, i.voided_at,
		  coalesce(s.name, '') as voided_by, i.voided_why
		from invoices i
		left join staff s on s.id = i.voided_by
		where i.client_id = $1 and i.id = $2`, v.Client(), invoice)
}

// listAsked reads the client's part of each charge as it was when the invoice was
// made, before anything was paid.
func listAsked(ctx context.Context, v *db.View, invoice id.Invoice) ([]Asked, error) {
	return db.Many[Asked](ctx, v, `
		select c.at, c.code, c.label, c.units, c.modifiers, c.diagnoses, c.cents as full,
		  coalesce((select sum(p.cents) from client_parts p
		    where p.client_id = c.client_id and p.charge_id = c.id and p.at <= n.made_at), 0)::bigint as cents
		from invoice_charges i
		join invoices n on n.client_id = i.client_id and n.id = i.invoice_id
		join charges c on c.client_id = i.client_id and c.id = i.charge_id
		where i.client_id = $1 and i.invoice_id = $2
		order by c.id`, v.Client(), invoice)
}

// listSettled reads what came to an invoice's charges, and what went from them. Of
// a payer's payment that is what the client had paid beyond the part left to them.
func listSettled(ctx context.Context, v *db.View, invoice id.Invoice) ([]Settled, error) {
	return db.Many[Settled](ctx, v, `
		select e.at, e.kind, coalesce(o.kind, '') as reverses, p.claim_id is not null as by_payer, coalesce(p.id, 0) as payment_id,
		  coalesce(p.method, '') as method, coalesce(p.reference, '') as reference,
		  sum(case when p.claim_id is null then -l.cents else l.cents end)::bigint as cents
		from invoice_charges i
		join charges c on c.client_id = i.client_id and c.id = i.charge_id
		join lines l on l.client_id = c.client_id and l.charge_id = c.id and l.account in ('client_receivable', 'client_credit') and l.entry_id <> c.entry_id
		join entries e on e.client_id = l.client_id and e.id = l.entry_id
		left join entries o on o.id = e.reverses_id
		left join payments p on p.client_id = e.client_id and p.entry_id = coalesce(e.reverses_id, e.id)
		where i.client_id = $1 and i.invoice_id = $2 and e.reverses_id is distinct from c.entry_id
		  and l.account = case when p.claim_id is null then 'client_receivable' else 'client_credit' end
		group by e.id, o.kind, p.id
		order by e.id`, v.Client(), invoice)
}

func updateVoided(ctx context.Context, tx *db.Tx, invoice id.Invoice, why string) error {
	return tx.ExecOne(ctx, `
		update invoices
		set voided_at = clock(), voided_by = nullif($3::bigint, 0), voided_why = $4
		where client_id = $1 and id = $2 and voided_at is null`, tx.Client(), invoice, tx.Who().Staff(), why)
}
