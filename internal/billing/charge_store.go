package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findVisit(ctx context.Context, v *db.View, visit id.Visit) (Visit, error) {
	return db.One[Visit](ctx, v, `
		select v.id, v.coverage_id, coalesce(c.copay_cents, 0) as copay_cents,
		  coalesce(h.charged, false) as charged, coalesce(h.reversed, false) as reversed, coalesce(h.asked_cents, 0)::bigint as asked_cents,
		  exists (select from free_visits f where f.client_id = v.client_id and f.visit_id = v.id) as free,
		  coalesce(n.id, 0) as note_id, g.at as signed_at
		from visits v
		left join coverages c on c.client_id = v.client_id and c.id = v.coverage_id
		left join notes n on n.client_id = v.client_id and n.visit_id = v.id
		left join signatures g on g.client_id = n.client_id and g.note_id = n.id
		left join lateral (
		  select bool_or(r.id is null) as charged, bool_or(r.id is not null) as reversed, sum(l.cents) filter (where r.id is null) as asked_cents
		  from charges c
		  left join entries r on r.reverses_id = c.entry_id
		  left join lines l on l.client_id = c.client_id and l.charge_id = c.id and l.entry_id = c.entry_id and l.account = 'client_receivable'
		  where c.client_id = v.client_id and c.visit_id = v.id
		) h on true
		where v.client_id = $1 and v.id = $2`, v.Client(), visit)
}

func insertCharge(ctx context.Context, tx *db.Tx, n id.Entry, visit id.Visit, note id.Note, d Done, diagnoses []string) (id.Charge, error) {
	return db.Value[id.Charge](ctx, &tx.View, `
		insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, modifiers, diagnoses, cents, at)
		values ($1, $2, nullif($3::bigint, 0), $4, $5, $6, $7, $8, $9, coalesce($10, '{}'::text[]), $11, clock())
		returning id`,
		tx.Client(), visit, note, n, d.ServiceID, d.Code, d.Label, d.Units, d.Modifiers, diagnoses, d.total())
}
