package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertPayment(ctx context.Context, tx *db.Tx, p Payment) (id.Payment, error) {
	return db.Value[id.Payment](ctx, &tx.View, `
		insert into payments (client_id, visit_id, entry_id, method, cents, reference, received_at, taken_by, claim_id)
		values ($1, nullif($2::bigint, 0), $3, $4, $5, $6, clock(), nullif($7::bigint, 0), nullif($8::bigint, 0))
		returning id`, tx.Client(), p.VisitID, p.EntryID, p.Method, p.Cents, p.Reference, tx.Who().Staff(), p.ClaimID)
}

const paymentColumns = `
	  p.id, p.entry_id, coalesce(p.visit_id, 0) as visit_id, coalesce(p.claim_id, 0) as claim_id, coalesce(y.name, '') as payer, p.method, p.cents, p.reference, p.received_at,
	  coalesce(s.name, '') as taken_by, r.at as reversed_at, coalesce(rs.name, '') as reversed_by, coalesce(r.memo, '') as reversed_why`

const paymentFrom = `
	from payments p
	left join staff s on s.id = p.taken_by
	left join claims k on k.client_id = p.client_id and k.id = p.claim_id
	left join coverages g on g.client_id = k.client_id and g.id = k.coverage_id
	left join payers y on y.id = g.payer_id
	left join entries r on r.reverses_id = p.entry_id
	left join staff rs on rs.id = r.staff_id`

func findPayment(ctx context.Context, v *db.View, payment id.Payment) (Payment, error) {
	return db.One[Payment](ctx, v, `
		select `+paymentColumns+paymentFrom+`
		where p.client_id = $1 and p.id = $2`, v.Client(), payment)
}

// listPayments reads what the client paid for a visit, the latest first.
func listPayments(ctx context.Context, v *db.View, visit id.Visit) ([]Payment, error) {
	return db.Many[Payment](ctx, v, `
		select `+paymentColumns+paymentFrom+`
		where p.client_id = $1 and p.visit_id = $2 and p.claim_id is null
		order by p.id desc
		limit 100`, v.Client(), visit)
}

// findShort is how much more credit must be there before the credit of an entry
// can be taken back; zero or less is enough. What it put to charges that were
// reversed since is credit too.
func findShort(ctx context.Context, v *db.View, n id.Entry) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select (coalesce((select sum(cents) from lines where client_id = $1 and account = 'client_credit'), 0)
		  - coalesce(sum(l.cents), 0))::bigint
		from lines l
		where l.client_id = $1 and l.entry_id = $2
		  and (l.account = 'client_credit' or l.account = 'client_receivable' and not exists (
		    select from standing_charges c
		    where c.client_id = l.client_id and c.id = l.charge_id))`, v.Client(), n)
}

// use is an entry by which credit paid charges.
type use struct {
	EntryID id.Entry
	VisitID id.Visit
	Cents   Cents
}

// listUsed reads the uses of credit that stand, the latest first. What went to
// charges that were reversed is not used any more.
func listUsed(ctx context.Context, v *db.View) ([]use, error) {
	return db.Many[use](ctx, v, `
		select e.id as entry_id, coalesce(e.visit_id, 0) as visit_id, -sum(l.cents)::bigint as cents
		from entries e
		join lines l on l.client_id = e.client_id and l.entry_id = e.id and l.account = 'client_receivable'
		join standing_charges c on c.client_id = l.client_id and c.id = l.charge_id
		where e.client_id = $1 and e.kind = 'allocation'
		  and not exists (select from entries r where r.reverses_id = e.id)
		group by e.id
		order by e.id desc`, v.Client())
}

// insertOpposite writes the lines of n the other way round into r. What n put to a
// charge that was reversed since comes from the credit that it became.
func insertOpposite(ctx context.Context, tx *db.Tx, r, n id.Entry) error {
	_, err := tx.Exec(ctx, `
		insert into lines (client_id, entry_id, charge_id, account, cents)
		select l.client_id, $2, case when l.gone then null else l.charge_id end, case when l.gone then 'client_credit' else l.account end, -l.cents
		from (
		  select l.*, l.account = 'client_receivable' and exists (
		      select from charges c
		      join entries e on e.reverses_id = c.entry_id
		      where c.client_id = l.client_id and c.id = l.charge_id and e.id <> $2) as gone
		  from lines l
		  where l.client_id = $1 and l.entry_id = $3
		) l
		order by l.id`, tx.Client(), r, n)
	return err
}

// insertOverpaid turns into credit what the client has paid beyond what they owe
// on the charges of an entry.
func insertOverpaid(ctx context.Context, tx *db.Tx, n id.Entry) error {
	_, err := tx.Exec(ctx, `
		insert into lines (client_id, entry_id, charge_id, account, cents)
		select $1, $2, o.charge_id, k.account, k.cents
		from (
		  select l.charge_id, sum(l.cents)::bigint as cents
		  from lines l
		  where l.client_id = $1 and l.account = 'client_receivable'
		    and l.charge_id in (select charge_id from lines where client_id = $1 and entry_id = $2 and account = 'client_receivable')
		  group by l.charge_id
		  having sum(l.cents) < 0
		) o
		cross join lateral (values ('client_receivable', -o.cents), ('client_credit', o.cents)) k (account, cents)
		order by o.charge_id, k.account`, tx.Client(), n)
	return err
}
