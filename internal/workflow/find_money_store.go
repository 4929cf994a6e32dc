package workflow

import (
	"context"
	"math"

	"charthouse/internal/db"
)

// before is the number that a page stays below.
func (q sought) before() int64 {
	if q.after == 0 {
		return math.MaxInt64
	}
	return q.after
}

// money asks for the number that was typed, or for all of the patients who were
// found where the group itself was named.
func (q sought) money() []any {
	return []any{q.number, q.kinded && q.exact, q.near, q.most, q.before()}
}

func listInvoiceHits(ctx context.Context, v *db.View, q sought) ([]Hit, error) {
	return db.Many[Hit](ctx, v, `
		select i.id, i.client_id, called(c) as client, '' as title, '' as text, '' as "with", case when i.voided_at is not null then 'void' else '' end as state,
		  i.issued_on::timestamp as at, m.cents, 0::bigint as within
		from (
		  (select id from invoices where id = $1 and id < $5)
		  union
		  (select id from invoices where $2 and client_id = any ($3) and id < $5 order by id desc limit $4)
		) h
		join invoices i on i.id = h.id
		join clients c on c.id = i.client_id
		cross join lateral (
		  select coalesce(sum(l.cents), 0)::bigint as cents
		  from invoice_charges ic
		  join charges g on g.client_id = ic.client_id and g.id = ic.charge_id
		  join lines l on l.client_id = g.client_id and l.charge_id = g.id and l.account = 'client_receivable' and l.entry_id = g.entry_id
		  where ic.client_id = i.client_id and ic.invoice_id = i.id
		) m
		where not hidden(i.client_id)
		order by i.id desc
		limit $4`, q.money()...)
}

func listClaimHits(ctx context.Context, v *db.View, q sought) ([]Hit, error) {
	return db.Many[Hit](ctx, v, `
		select k.id, k.client_id, called(c) as client, '' as title, '' as text, y.name as "with", '' as state, b.starts_local as at,
		  coalesce((select sum(h.cents) from standing_charges h where h.client_id = k.client_id and h.visit_id = k.visit_id), 0)::bigint as cents, 0::bigint as within
		from (
		  (select id from claims where id = $1 and id < $5)
		  union
		  (select id from claims where $2 and client_id = any ($3) and id < $5 order by id desc limit $4)
		) h
		join claims k on k.id = h.id
		join clients c on c.id = k.client_id
		join visits v on v.client_id = k.client_id and v.id = k.visit_id
		join bookings b on b.id = v.booking_id
		join coverages g on g.client_id = k.client_id and g.id = k.coverage_id
		join payers y on y.id = g.payer_id
		where not hidden(k.client_id)
		order by k.id desc
		limit $4`, q.money()...)
}

func listReceiptHits(ctx context.Context, v *db.View, q sought) ([]Hit, error) {
	return db.Many[Hit](ctx, v, `
		select p.id, p.client_id, called(c) as client, p.method as title, '' as text, coalesce(y.name, '') as "with",
		  case when exists (select from entries r where r.reverses_id = p.entry_id) then 'reversed' else '' end as state,
		  p.received_at as at, p.cents, 0::bigint as within
		from (
		  (select id from payments where id = $1 and id < $5)
		  union
		  (select id from payments where $2 and client_id = any ($3) and id < $5 order by id desc limit $4)
		) h
		join payments p on p.id = h.id
		join clients c on c.id = p.client_id
		left join claims k on k.client_id = p.client_id and k.id = p.claim_id
		left join coverages g on g.client_id = k.client_id and g.id = k.coverage_id
		left join payers y on y.id = g.payer_id
		where not hidden(p.client_id)
		order by p.id desc
		limit $4`, q.money()...)
}
