package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertPayment(ctx context.Context, tx *db.Tx, p Payment) (id.Payment, error) {
	return db.Value[id.Payment](ctx, &tx.View, `
		insert into payments (client_id, visit_id, entry_id, method, cents, reference, received_at, taken_by)
		values ($1, nullif($2::bigint, 0), $3, $4, $5, $6, clock(), nullif($7::bigint, 0))
		returning id`, tx.Client(), p.VisitID, p.EntryID, p.Method, p.Cents, p.Reference, tx.Who().Staff())
}

const paymentColumns = `
	  p.id, p.entry_id, coalesce(p.visit_id, 0) as visit_id, p.method, p.cents, p.reference, p.received_at,
	  coalesce(s.name, '') as taken_by, r.at as reversed_at, coalesce(rs.name, '') as reversed_by, coalesce(r.memo, '') as reversed_why`

const paymentFrom = `
	from payments p
	left join staff s on s.id = p.taken_by
	left join entries r on r.reverses_id = p.entry_id
	left join staff rs on rs.id = r.staff_id`

func findPayment(ctx context.Context, v *db.View, payment id.Payment) (Payment, error) {
	return db.One[Payment](ctx, v, `
		select `+paymentColumns+paymentFrom+`
		where p.client_id = $1 and p.id = $2`, v.Client(), payment)
}

// listPayments reads the payments of a visit, the latest first.
func listPayments(ctx context.Context, v *db.View, visit id.Visit) ([]Payment, error) {
	return db.Many[Payment](ctx, v, `
		select `+paymentColumns+paymentFrom+`
		where p.client_id = $1 and p.visit_id = $2
		order by p.id desc
		limit 100`, v.Client(), visit)
}

// findShort is how much more credit must be there before the credit of an entry
// can be taken back; zero or less is enough.
func findShort(ctx context.Context, v *db.View, n id.Entry) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select coalesce(sum(cents) - sum(cents) filter (where entry_id = $2), 0)::bigint
		from lines
		where client_id = $1 and account = 'client_credit'`, v.Client(), n)
}

// use is an entry by which credit paid charges.
type use struct {
	EntryID id.Entry
	VisitID id.Visit
	Cents   Cents
}

// listUsed reads the uses of credit that stand, the latest first.
func listUsed(ctx context.Context, v *db.View) ([]use, error) {
	return db.Many[use](ctx, v, `
		select e.id as entry_id, coalesce(e.visit_id, 0) as visit_id, l.cents
		from entries e
		join lines l on l.client_id = e.client_id and l.entry_id = e.id and l.account = 'client_credit'
		where e.client_id = $1 and e.kind = 'allocation'
		  and not exists (select from entries r where r.reverses_id = e.id)
		order by e.id desc`, v.Client())
}

func insertOpposite(ctx context.Context, tx *db.Tx, r, n id.Entry) error {
	_, err := tx.Exec(ctx, `
		insert into lines (client_id, entry_id, charge_id, account, cents)
		select client_id, $2, charge_id, account, -cents
		from lines
		where client_id = $1 and entry_id = $3
		order by id`, tx.Client(), r, n)
	return err
}
