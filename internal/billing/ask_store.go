package billing

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findTerms(ctx context.Context, v *db.View) (terms, error) {
	return db.One[terms](ctx, v, `
		select coalesce(max(invoice_days), 14) as invoice_days, coalesce(max(zone), 'UTC') as zone,
		  coalesce(max(currency), 'USD') as currency
		from practice`)
}

func insertClaim(ctx context.Context, tx *db.Tx, v Visit) error {
	_, err := tx.Exec(ctx, `
		insert into claims (client_id, visit_id, coverage_id, made_at)
		values ($1, $2, $3, clock())
		on conflict (visit_id) do nothing`, tx.Client(), v.ID, v.CoverageID)
	return err
}

// insertInvoice asks for every charge of the visit that no invoice asks for yet;
// where the visit is insured, for those of which a part is the client's.
// It answers the invoice's number, or no number where nothing was left to ask for.
func insertInvoice(ctx context.Context, tx *db.Tx, visit id.Visit, issued, due civil.Date) ([]id.Invoice, error) {
	return db.Values[id.Invoice](ctx, &tx.View, `
		with open as (
		  select c.id
		  from standing_charges c
		  join visits v on v.client_id = c.client_id and v.id = c.visit_id
		  where c.client_id = $1 and c.visit_id = $2
		    and (v.coverage_id is null or exists (
		      select from client_parts p
		      where p.client_id = c.client_id and p.charge_id = c.id
		      having sum(p.cents) > 0))
		    and not exists (
		      select from invoice_charges ic
		      join invoices i on i.id = ic.invoice_id and i.voided_at is null
		      where ic.client_id = c.client_id and ic.charge_id = c.id)
		), made as (
		  insert into invoices (client_id, visit_id, issued_on, due_on, made_at)
		  select $1, $2, $3, $4, clock()
		  where exists (select from open)
		  returning id
		), asked as (
		  insert into invoice_charges (client_id, invoice_id, charge_id)
		  select $1, made.id, open.id
		  from made, open
		)
		select id
		from made`, tx.Client(), visit, issued, due)
}
