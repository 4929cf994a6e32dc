package billing

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// tillRow is a visit's words and sums.
type tillRow struct {
	Client, VisitType, Payer, FreeWhy        string
	StartsLocal                              time.Time
	FeeCents, Asked, Open, Elsewhere, Credit Cents
	InvoiceID                                id.Invoice
	ClaimID                                  id.Claim
}

func findTill(ctx context.Context, v *db.View, visit id.Visit) (Till, error) {
	r, err := db.One[tillRow](ctx, v, `
		select trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client, coalesce(t.name, v.label) as visit_type,
		  coalesce(y.name, '') as payer, coalesce(f.reason, '') as free_why, b.starts_local, v.fee_cents,
		  coalesce(a.asked, 0)::bigint as asked, coalesce(d.client_cents, 0) as open,
		  coalesce((select sum(o.client_cents) from visit_dues o where o.client_id = v.client_id and o.visit_id <> v.id), 0)::bigint as elsewhere,
		  coalesce((select -sum(l.cents) from lines l where l.client_id = v.client_id and l.account = 'client_credit'), 0)::bigint as credit,
		  coalesce((select max(i.id) from invoices i where i.client_id = v.client_id and i.visit_id = v.id and i.voided_at is null), 0) as invoice_id,
		  coalesce(k.id, 0) as claim_id
		from visits v
		join clients c on c.id = v.client_id
		join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		left join coverages g on g.client_id = v.client_id and g.id = v.coverage_id
		left join payers y on y.id = g.payer_id
		left join free_visits f on f.client_id = v.client_id and f.visit_id = v.id
		left join visit_dues d on d.client_id = v.client_id and d.visit_id = v.id
		left join claims k on k.client_id = v.client_id and k.visit_id = v.id
		left join lateral (
		  select sum(l.cents) as asked
		  from standing_charges h
		  join lines l on l.client_id = h.client_id and l.charge_id = h.id and l.entry_id = h.entry_id and l.account = 'client_receivable'
		  where h.client_id = v.client_id and h.visit_id = v.id
		) a on true
		where v.client_id = $1 and v.id = $2`, v.Client(), visit)
	return Till{
		Client: r.Client, VisitType: r.VisitType, Payer: r.Payer, FreeWhy: r.FreeWhy, StartsLocal: r.StartsLocal, FeeCents: r.FeeCents,
		Asked: r.Asked, Open: r.Open, Elsewhere: r.Elsewhere, Credit: r.Credit, InvoiceID: r.InvoiceID, ClaimID: r.ClaimID,
	}, err
}
