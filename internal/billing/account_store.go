package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// sums is what a file's accounts come to.
type sums struct {
	Client              string
	Owed, Credit, Asked Cents
}

func findAccount(ctx context.Context, v *db.View) (Account, error) {
	s, err := db.One[sums](ctx, v, `
		select trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client,
		  coalesce(l.owed, 0)::bigint as owed, coalesce(l.credit, 0)::bigint as credit, coalesce(l.asked, 0)::bigint as asked
		from clients c
		cross join lateral (
		  select sum(cents) filter (where account = 'client_receivable') as owed,
		    -sum(cents) filter (where account = 'client_credit') as credit,
		    sum(cents) filter (where account = 'payer_receivable') as asked
		  from lines
		  where client_id = c.id and account in ('client_receivable', 'client_credit', 'payer_receivable')
		) l
		where c.id = $1`, v.Client())
	return Account{Client: s.Client, Owed: s.Owed, Credit: s.Credit, Asked: s.Asked}, err
}

func listOpenVisits(ctx context.Context, v *db.View) ([]OpenVisit, error) {
	return db.Many[OpenVisit](ctx, v, `
		select d.visit_id, coalesce(t.name, v.label) as visit_type, b.starts_local, d.client_cents, d.payer_cents,
		  coalesce(y.name, '') as payer, coalesce(i.id, 0) as invoice_id, coalesce(k.id, 0) as claim_id
		from visit_dues d
		join visits v on v.client_id = d.client_id and v.id = d.visit_id
		join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		left join claims k on k.client_id = v.client_id and k.visit_id = v.id
		left join coverages g on g.client_id = v.client_id and g.id = v.coverage_id
		left join payers y on y.id = g.payer_id
		left join lateral (
		  select max(i.id) as id
		  from invoices i
		  where i.client_id = v.client_id and i.visit_id = v.id and i.voided_at is null
		) i on true
		where d.client_id = $1
		order by d.since, d.visit_id
		limit 200`, v.Client())
}

// listMovements reads a file's entries, the latest first, each with the balance
// after it.
func listMovements(ctx context.Context, v *db.View, before id.Entry, limit int) ([]Movement, error) {
	return db.Many[Movement](ctx, v, `
		with moved as (
		  select e.id, e.at, e.kind, e.memo, e.visit_id, e.staff_id, e.reverses_id, l.cents, l.used, l.payer_cents,
		    sum(l.cents) over (order by e.id) as balance
		  from entries e
		  cross join lateral (
		    select coalesce(sum(l.cents) filter (where l.account in ('client_receivable', 'client_credit')), 0) as cents,
		      coalesce(abs(sum(l.cents) filter (where l.account = 'client_credit')), 0) as used,
		      coalesce(sum(l.cents) filter (where l.account = 'payer_receivable'), 0) as payer_cents
		    from lines l
		    where l.entry_id = e.id
		  ) l
		  where e.client_id = $1
		)
		select m.id, m.at, m.kind, m.memo, coalesce(m.visit_id, 0) as visit_id, coalesce(s.name, '') as by,
		  m.cents::bigint as cents, m.used::bigint as used, m.payer_cents::bigint as payer_cents, m.balance::bigint as balance,
		  coalesce(p.id, 0) as payment_id, coalesce(p.method, gb.method, '') as method, coalesce(p.reference, '') as reference, coalesce(y.name, '') as payer,
		  coalesce(p.cents, 0) as paid,
		  coalesce(c.code || ' ' || c.label, '') as what, coalesce(c.id, 0) as charge_id, coalesce(gb.id, 0) as giveback_id, coalesce(i.id, 0) as invoice_id,
		  exists (select from entries r where r.reverses_id = m.id) as reversed,
		  coalesce(o.kind, '') as reverses
		from moved m
		left join staff s on s.id = m.staff_id
		left join payments p on p.client_id = $1 and p.entry_id = coalesce(m.reverses_id, m.id)
		left join claims k on k.client_id = $1 and k.id = p.claim_id
		left join coverages g on g.client_id = $1 and g.id = k.coverage_id
		left join payers y on y.id = g.payer_id
		left join givebacks gb on gb.client_id = $1 and gb.entry_id = coalesce(m.reverses_id, m.id)
		left join entries o on o.id = m.reverses_id
		left join charges c on c.client_id = $1 and c.entry_id = coalesce(m.reverses_id, m.id)
		left join lateral (
		  select max(i.id) as id
		  from invoice_charges ic
		  join invoices i on i.client_id = ic.client_id and i.id = ic.invoice_id and i.voided_at is null
		  where ic.client_id = $1 and ic.charge_id = c.id
		) i on true
		where $2::bigint = 0 or m.id < $2
		order by m.id desc
		limit $3`, v.Client(), before, limit)
}
