package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listShares reads the charges of a visit on which the payer has not answered,
// with what it owes.
func listShares(ctx context.Context, v *db.View, visit id.Visit) ([]share, error) {
	return db.Many[share](ctx, v, `
		select c.id as charge_id, c.cents, b.payer_cents as payer
		from standing_charges c
		join charge_balances b on b.client_id = c.client_id and b.charge_id = c.id
		where c.client_id = $1 and c.visit_id = $2 and (b.payer_cents > 0 or not exists (
		  select from payments p
		  where p.client_id = c.client_id and p.visit_id = c.visit_id and p.claim_id is not null
		    and not exists (select from entries r where r.reverses_id = p.entry_id)))
		order by c.id`, v.Client(), visit)
}

// listAnswers reads what the payer answered to a claim, the latest first.
func listAnswers(ctx context.Context, v *db.View, claim id.Claim) ([]Answer, error) {
	return db.Many[Answer](ctx, v, `
		select `+paymentColumns+`,
		  coalesce((select sum(l.cents) from lines l
		    where l.client_id = p.client_id and l.entry_id = p.entry_id and l.account = 'adjustment'), 0)::bigint as adjustment,
		  coalesce((select sum(t.cents) from client_parts t
		    join charges c on c.client_id = t.client_id and c.id = t.charge_id
		    join entries e on e.id = p.entry_id
		    where t.client_id = p.client_id and c.visit_id = p.visit_id and t.at <= e.at), 0)::bigint as patient`+paymentFrom+`
		where p.client_id = $1 and p.claim_id = $2
		order by p.id desc
		limit 50`, v.Client(), claim)
}

// listStale reads the invoices of a visit that ask for another sum than the
// client's part is now.
func listStale(ctx context.Context, v *db.View, visit id.Visit) ([]id.Invoice, error) {
	return db.Values[id.Invoice](ctx, v, `
		select i.id
		from invoices i
		join invoice_charges x on x.client_id = i.client_id and x.invoice_id = i.id
		join client_parts p on p.client_id = x.client_id and p.charge_id = x.charge_id
		where i.client_id = $1 and i.visit_id = $2 and i.voided_at is null and p.at > i.made_at
		group by i.id
		having sum(p.cents) <> 0
		order by i.id`, v.Client(), visit)
}

// findOwedFor is what the client owes for a visit.
func findOwedFor(ctx context.Context, v *db.View, visit id.Visit) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select coalesce(max(client_cents), 0)::bigint
		from visit_dues
		where client_id = $1 and visit_id = $2`, v.Client(), visit)
}
