package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// creditOf is what the client paid ahead and has not used: zero or more.
func creditOf(ctx context.Context, v *db.View) (Cents, error) {
	return db.Value[Cents](ctx, v, `
		select coalesce(-sum(cents), 0)::bigint
		from lines
		where client_id = $1 and account = 'client_credit'`, v.Client())
}

// listOwed reads what the client owes, charge by charge: those of the visit
// first, then the oldest.
func listOwed(ctx context.Context, v *db.View, visit id.Visit) ([]owed, error) {
	return db.Many[owed](ctx, v, `
		select c.id as charge_id, sum(l.cents)::bigint as cents
		from visit_dues d
		join charges c on c.client_id = d.client_id and c.visit_id = d.visit_id
		join lines l on l.client_id = c.client_id and l.charge_id = c.id and l.account = 'client_receivable'
		where d.client_id = $1 and d.client_cents > 0
		group by c.id
		having sum(l.cents) > 0
		order by c.visit_id = $2 desc, c.at, c.id`, v.Client(), visit)
}
