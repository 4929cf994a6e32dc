package billing

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findCharge(ctx context.Context, v *db.View, charge id.Charge) (Charge, error) {
	return db.One[Charge](ctx, v, `
		select h.id, h.entry_id, h.visit_id, trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client,
		  coalesce(t.name, v.label) as visit_type, b.starts_local, coalesce(s.name, '') as clinician,
		  h.code, h.label, h.units, h.modifiers, h.diagnoses, h.cents, h.at, coalesce(es.name, '') as by,
		  m.client_cents, m.payer_cents, coalesce(i.id, 0) as invoice_id, coalesce(i.others, 0)::int as others,
		  coalesce(g.waits, 0) as write_off, coalesce(g.stands, false) as written_off, coalesce(d.payer_cents, 0) as asked,
		  exists (
		    select from payments p
		    where p.client_id = h.client_id and p.visit_id = h.visit_id and p.claim_id is not null
		      and not exists (select from entries x where x.reverses_id = p.entry_id)) as answered,
		  r.at as reversed_at, coalesce(rs.name, '') as reversed_by, coalesce(r.memo, '') as reversed_why
		from charges h
		join charge_balances m on m.client_id = h.client_id and m.charge_id = h.id
		join clients c on c.id = h.client_id
		join visits v on v.client_id = h.client_id and v.id = h.visit_id
		join bookings b on b.id = v.booking_id
		join entries e on e.id = h.entry_id
		left join visit_types t on t.id = v.visit_type_id
		left join staff s on s.id = v.clinician_id
		left join staff es on es.id = e.staff_id
		left join entries r on r.reverses_id = h.entry_id
		left join staff rs on rs.id = r.staff_id
		left join visit_dues d on d.client_id = h.client_id and d.visit_id = h.visit_id
		left join lateral (
		  select max(g.id) filter (where g.entry_id is null) as waits, bool_or(g.entry_id is not null) as stands
		  from givebacks g
		  where g.client_id = h.client_id and g.charge_id = h.id and g.withdrawn_at is null
		    and not exists (select from entries x where x.reverses_id = g.entry_id)
		) g on true
		left join lateral (
		  select i.id, (
		      select count(*)
		      from invoice_charges x
		      join standing_charges y on y.client_id = x.client_id and y.id = x.charge_id
		      where x.client_id = i.client_id and x.invoice_id = i.id and x.charge_id <> h.id) as others
		  from invoice_charges ic
		  join invoices i on i.client_id = ic.client_id and i.id = ic.invoice_id and i.voided_at is null
		  where ic.client_id = h.client_id and ic.charge_id = h.id
		  order by i.id desc
		  limit 1
		) i on true
		where h.client_id = $1 and h.id = $2`, v.Client(), charge)
}

// listMoves reads what moved a charge, the oldest first.
func listMoves(ctx context.Context, v *db.View, charge id.Charge) ([]Move, error) {
	return db.Many[Move](ctx, v, `
		select e.at, e.kind, coalesce(o.kind, '') as reverses, coalesce(p.id, 0) as payment_id, coalesce(p.method, '') as method,
		  coalesce(y.name, '') as payer, e.memo, coalesce(s.name, '') as by,
		  coalesce(sum(l.cents) filter (where l.account = 'client_receivable'), 0)::bigint as client_cents,
		  coalesce(sum(l.cents) filter (where l.account = 'payer_receivable'), 0)::bigint as payer_cents,
		  coalesce(sum(l.cents) filter (where l.account = 'client_credit'), 0)::bigint as credit_cents
		from lines l
		join entries e on e.id = l.entry_id
		left join entries o on o.id = e.reverses_id
		left join payments p on p.client_id = e.client_id and p.entry_id = coalesce(e.reverses_id, e.id)
		left join claims k on k.client_id = p.client_id and k.id = p.claim_id
		left join coverages g on g.client_id = k.client_id and g.id = k.coverage_id
		left join payers y on y.id = g.payer_id
		left join staff s on s.id = e.staff_id
		where l.client_id = $1 and l.charge_id = $2 and l.account in ('client_receivable', 'payer_receivable', 'client_credit')
		group by e.id, o.kind, p.id, s.name, y.name
		order by e.id
		limit 200`, v.Client(), charge)
}

// listCharges reads the charges of a visit, the reversed ones too.
func listCharges(ctx context.Context, v *db.View, visit id.Visit) ([]Posted, error) {
	return db.Many[Posted](ctx, v, `
		select h.id, h.code, h.label, h.units, h.modifiers, h.cents, h.at, coalesce(s.name, '') as by, r.at as reversed_at
		from charges h
		join entries e on e.id = h.entry_id
		left join staff s on s.id = e.staff_id
		left join entries r on r.reverses_id = h.entry_id
		where h.client_id = $1 and h.visit_id = $2
		order by h.id
		limit 100`, v.Client(), visit)
}

// insertReplacement asks for the charges of a voided invoice that stand. It
// answers the invoice's number, or none where no charge stands.
func insertReplacement(ctx context.Context, tx *db.Tx, old id.Invoice, issued, due civil.Date) ([]id.Invoice, error) {
	return db.Values[id.Invoice](ctx, &tx.View, `
		with left_over as (
		  select c.id, c.visit_id
		  from invoice_charges x
		  join standing_charges c on c.client_id = x.client_id and c.id = x.charge_id
		  join visits v on v.client_id = c.client_id and v.id = c.visit_id
		  where x.client_id = $1 and x.invoice_id = $2
		    and (v.coverage_id is null or (select sum(p.cents) from client_parts p where p.client_id = c.client_id and p.charge_id = c.id) > 0)
		), made as (
		  insert into invoices (client_id, visit_id, issued_on, due_on, made_at)
		  select $1, max(visit_id), $3, $4, clock()
		  from left_over
		  having count(*) > 0
		  returning id
		), asked as (
		  insert into invoice_charges (client_id, invoice_id, charge_id)
		  select $1, made.id, left_over.id
		  from made, left_over
		)
		select id
		from made`, tx.Client(), old, issued, due)
}
