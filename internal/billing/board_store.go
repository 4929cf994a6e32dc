package billing

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// held is one row a claim or visit that waits: a claim with several gaps stands
// under its first.
const held = `
	with held as (
	  select distinct on (b.kind, b.subject_id) b.client_id, b.visit_id, b.kind, b.field, b.subject_id, b.since, b.cents
	  from blockers b
	  where b.cleared_at is null and b.kind in ('claim_detail', 'signed_uncharged') and b.verb = any ($1)
	  order by b.kind, b.subject_id, b.field
	)`

func sumHeld(ctx context.Context, v *db.View) (Sum, error) {
	return db.One[Sum](ctx, v, held+`
		select count(*) as count, coalesce(sum(cents), 0)::bigint as cents
		from held`, v.Who().Roles().Verbs())
}

func listReasons(ctx context.Context, v *db.View) ([]Reason, error) {
	return db.Many[Reason](ctx, v, held+`
		select kind, field, count(*) as count, sum(cents)::bigint as cents
		from held
		group by kind, field
		order by kind, sum(cents) desc, field
		limit 50`, v.Who().Roles().Verbs())
}

// heldColumns names whose visit a held row is.
const heldColumns = `
	  h.client_id, called(c) as client, h.visit_id, b.starts_local,
	  case when hidden(c.id) then '' else coalesce(y.name, '') end as payer, h.since, h.cents, h.kind, h.field, h.subject_id as subject`

const heldFrom = `
	join clients c on c.id = h.client_id
	join visits v on v.client_id = h.client_id and v.id = h.visit_id
	join bookings b on b.id = v.booking_id
	left join coverages g on g.client_id = v.client_id and g.id = v.coverage_id
	left join payers y on y.id = g.payer_id`

func listHeldFirst(ctx context.Context, v *db.View, each int) ([]Held, error) {
	return db.Many[Held](ctx, v, held+`
, page as materialized (
		  select *
		  from (
		    select *, row_number() over (partition by kind, field order by since, subject_id) as n
		    from held
		  ) f
		  where n <= $2
		  limit 200
		)
		select `+heldColumns+`
		from page h`+heldFrom+`
		order by h.kind, h.field, h.since, h.subject_id`, v.Who().Roles().Verbs(), each)
}

func listHeldOf(ctx context.Context, v *db.View, kind, field string, after After, limit int) ([]Held, error) {
	return db.Many[Held](ctx, v, held+`
, page as materialized (
		  select *
		  from held
		  where kind = $2 and field = $3 and (since, subject_id) > ($4, $5)
		  order by since, subject_id
		  limit $6
		)
		select `+heldColumns+`
		from page h`+heldFrom+`
		order by h.since, h.subject_id`, v.Who().Roles().Verbs(), kind, field, after.At, after.ID, limit)
}

// sumReady is what payers owe, less the claims that something holds: a blocked
// claim holds up exactly its visit's dues.
func sumReady(ctx context.Context, v *db.View) (Sum, error) {
	return db.One[Sum](ctx, v, `
		select d.n - h.n as count, (d.cents - h.cents)::bigint as cents
		from (
		  select count(*) as n, coalesce(sum(payer_cents), 0) as cents
		  from visit_dues
		  where payer_cents > 0
		) d
		cross join (
		  select count(*) as n, coalesce(sum(cents), 0) as cents
		  from (
		    select distinct subject_id, cents
		    from blockers
		    where kind = 'claim_detail' and cleared_at is null
		  ) k
		) h`)
}

func listReady(ctx context.Context, v *db.View, after After, limit int) ([]ReadyClaim, error) {
	return db.Many[ReadyClaim](ctx, v, `
		with page as materialized (
		  select d.client_id, d.visit_id, d.since, d.payer_cents
		  from visit_dues d
		  where d.payer_cents > 0 and (d.since, d.visit_id) > ($1, $2) and not exists (
		    select from blockers x
		    where x.client_id = d.client_id and x.visit_id = d.visit_id and x.kind = 'claim_detail' and x.cleared_at is null)
		  order by d.since, d.visit_id
		  limit $3
		)
		select d.client_id, called(c) as client, d.visit_id, b.starts_local,
		  case when hidden(c.id) then '' else y.name end as payer, d.since, d.payer_cents as cents, k.id as claim_id
		from page d
		join claims k on k.client_id = d.client_id and k.visit_id = d.visit_id
		join clients c on c.id = d.client_id
		join visits v on v.client_id = d.client_id and v.id = d.visit_id
		join bookings b on b.id = v.booking_id
		join coverages g on g.client_id = k.client_id and g.id = k.coverage_id
		join payers y on y.id = g.payer_id
		order by d.since, d.visit_id`, after.At, after.ID, limit)
}

func sumOwed(ctx context.Context, v *db.View) (Sum, error) {
	return db.One[Sum](ctx, v, `
		select count(*) as count, coalesce(sum(client_cents), 0)::bigint as cents
		from visit_dues
		where client_cents > 0`)
}

func sumOverdue(ctx context.Context, v *db.View) (Sum, error) {
	return db.One[Sum](ctx, v, `
		select count(*) as count, coalesce(sum(cents), 0)::bigint as cents
		from blockers
		where kind = 'invoice_overdue' and cleared_at is null`)
}

func listOwing(ctx context.Context, v *db.View, after After, limit int) ([]Owing, error) {
	return db.Many[Owing](ctx, v, `
		with page as materialized (
		  select client_id, visit_id, since, client_cents
		  from visit_dues
		  where client_cents > 0 and (since, visit_id) > ($1, $2)
		  order by since, visit_id
		  limit $3
		)
		select d.client_id, called(c) as client, d.visit_id, b.starts_local,
		  case when hidden(c.id) then '' else coalesce(y.name, '') end as payer, d.since, d.client_cents as cents, coalesce(i.id, 0) as invoice_id, i.due_on
		from page d
		join clients c on c.id = d.client_id
		join visits v on v.client_id = d.client_id and v.id = d.visit_id
		join bookings b on b.id = v.booking_id
		left join coverages g on g.client_id = v.client_id and g.id = v.coverage_id
		left join payers y on y.id = g.payer_id
		left join lateral (
		  select i.id, i.due_on
		  from invoices i
		  where i.client_id = d.client_id and i.visit_id = d.visit_id and i.voided_at is null
		  order by i.id desc
		  limit 1
		) i on true
		order by d.since, d.visit_id`, after.At, after.ID, limit)
}

func listOverdue(ctx context.Context, v *db.View, after After, limit int) ([]Owing, error) {
	return db.Many[Owing](ctx, v, `
		with page as materialized (
		  select client_id, visit_id, subject_id, since, cents
		  from blockers
		  where kind = 'invoice_overdue' and cleared_at is null and (since, subject_id) > ($1, $2)
		  order by since, subject_id
		  limit $3
		)
		select x.client_id, called(c) as client, x.visit_id, b.starts_local,
		  case when hidden(c.id) then '' else coalesce(y.name, '') end as payer, x.since, x.cents, i.id as invoice_id, i.due_on
		from page x
		join invoices i on i.client_id = x.client_id and i.id = x.subject_id
		join clients c on c.id = x.client_id
		join visits v on v.client_id = x.client_id and v.id = x.visit_id
		join bookings b on b.id = v.booking_id
		left join coverages g on g.client_id = v.client_id and g.id = v.coverage_id
		left join payers y on y.id = g.payer_id
		order by x.since, x.subject_id`, after.At, after.ID, limit)
}

func listIssued(ctx context.Context, v *db.View, after After, limit int) ([]Issued, error) {
	return db.Many[Issued](ctx, v, `
		select i.client_id, called(c) as client, coalesce(i.visit_id, 0) as visit_id,
		  b.starts_local, '' as payer, i.made_at as since, m.cents, i.id as invoice_id, i.issued_on, i.due_on, m.open, i.voided_at is not null as voided
		from (
		  select *
		  from invoices
		  where $1::bigint = 0 or id < $1
		  order by id desc
		  limit $2
		) i
		join clients c on c.id = i.client_id
		join visits v on v.client_id = i.client_id and v.id = i.visit_id
		join bookings b on b.id = v.booking_id
		cross join lateral (
		  select coalesce(sum(l.cents) filter (where l.entry_id = h.entry_id), 0)::bigint as cents, coalesce(sum(l.cents), 0)::bigint as open
		  from invoice_charges ic
		  join charges h on h.client_id = ic.client_id and h.id = ic.charge_id
		  join lines l on l.client_id = h.client_id and l.charge_id = h.id and l.account = 'client_receivable'
		  where ic.client_id = i.client_id and ic.invoice_id = i.id
		) m
		order by i.id desc`, after.ID, limit)
}

// sumPaid counts the payments since an instant that stand.
func sumPaid(ctx context.Context, v *db.View, since time.Time) (Sum, error) {
	return db.One[Sum](ctx, v, `
		select count(*) as count, coalesce(sum(p.cents), 0)::bigint as cents
		from payments p
		where p.received_at >= $1
		  and not exists (select from entries r where r.reverses_id = p.entry_id)`, since)
}

func listTaken(ctx context.Context, v *db.View, method string, after After, limit int) ([]Taken, error) {
	return db.Many[Taken](ctx, v, `
		select p.client_id, called(c) as client, p.id as payment_id, p.method,
		  case when hidden(c.id) then '' else p.reference end as reference, p.received_at,
		  case when hidden(c.id) then '' else coalesce(y.name, '') end as payer, coalesce(s.name, '') as taken_by, p.cents,
		  exists (select from entries r where r.reverses_id = p.entry_id) as reversed
		from payments p
		join clients c on c.id = p.client_id
		left join staff s on s.id = p.taken_by
		left join claims k on k.client_id = p.client_id and k.id = p.claim_id
		left join coverages g on g.client_id = k.client_id and g.id = k.coverage_id
		left join payers y on y.id = g.payer_id
		where ($1 = '' or p.method = $1) and ($3::bigint = 0 or (p.received_at, p.id) < ($2, $3))
		order by p.received_at desc, p.id desc
		limit $4`, method, after.At, after.ID, limit)
}
