package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findPaper reads the letterhead, the client and the visit; no visit leaves its
// words empty.
func findPaper(ctx context.Context, v *db.View, visit id.Visit) (Paper, error) {
	return db.One[Paper](ctx, v, `
		select coalesce(p.name, '') as practice, coalesce(p.address, '') as address, coalesce(p.phone, '') as phone,
		  coalesce(p.email, '') as email, coalesce(p.npi, '') as npi, coalesce(p.tax_id, '') as tax_id,
		  coalesce(p.pay_how, '') as pay_how, coalesce(p.currency, 'USD') as currency, coalesce(p.zone, 'UTC') as zone,
		  trim(c.given || ' ' || c.family) as client, c.birth_date,
		  array[c.line1, c.line2, trim(concat_ws(' ', nullif(concat_ws(', ', nullif(c.city, ''), nullif(c.region, '')), ''), c.postcode)), c.country] as home,
		  coalesce(k.name, '') as bill_payer, coalesce(k.address, '') as bill_address,
		  coalesce(t.name, v.label, '') as visit_type, coalesce(s.name, '') as clinician, b.starts_local,
		  coalesce(y.name, '') as payer,
		  exists (select from visit_dues d where d.client_id = c.id and d.visit_id = $2 and d.payer_cents > 0) as payer_owes
		from clients c
		left join practice p on true
		left join contacts k on k.client_id = c.id and k.bill_payer and k.ended_at is null
		left join visits v on v.client_id = c.id and v.id = $2
		left join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		left join staff s on s.id = v.clinician_id
		left join coverages g on g.client_id = v.client_id and g.id = v.coverage_id
		left join payers y on y.id = g.payer_id
		where c.id = $1`, v.Client(), visit)
}

// listParts reads what a payment's own entry paid; later uses of its credit are
// not on its receipt.
func listParts(ctx context.Context, v *db.View, n id.Entry) ([]Part, error) {
	return db.Many[Part](ctx, v, `
		select c.at, coalesce(c.code, '') as code, coalesce(c.label, '') as label, coalesce(c.visit_id, 0) as visit_id, -l.cents as cents
		from lines l
		left join charges c on c.client_id = l.client_id and c.id = l.charge_id
		where l.client_id = $1 and l.entry_id = $2 and l.account in ('client_receivable', 'client_credit')
		order by l.id`, v.Client(), n)
}

// findRemaining is what the client still owed after an entry, less their credit.
func findRemaining(ctx context.Context, v *db.View, n id.Entry) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select greatest(coalesce(sum(cents), 0), 0)::bigint
		from lines
		where client_id = $1 and account in ('client_receivable', 'client_credit') and entry_id <= $2`, v.Client(), n)
}
