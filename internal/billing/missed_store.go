package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findMissedPolicy reads what is asked for the visit; nothing is ErrNone.
func findMissedPolicy(ctx context.Context, v *db.View, visit id.Visit, why Missed) (missedPolicy, error) {
	return db.One[missedPolicy](ctx, v, `
		select s.id as service_id, s.code, s.label, s.cents, t.first_missed_free as first_free,
		  exists (select from missed_fees m where m.client_id = $1 and m.visit_id <> v.id) as before,
		  exists (select from missed_fees m where m.client_id = $1 and m.visit_id = v.id) as decided
		from visits v
		join visit_types t on t.id = v.visit_type_id
		join services s on s.id = case when $3 = 'no_show' then t.no_show_service_id else t.late_service_id end
		where v.client_id = $1 and v.id = $2 and not v.history and s.cents > 0`, v.Client(), visit, string(why))
}

func insertMissedFee(ctx context.Context, tx *db.Tx, visit id.Visit, why Missed, c id.Charge) error {
	return tx.ExecOne(ctx, `
		insert into missed_fees (client_id, visit_id, why, charge_id, at)
		values ($1, $2, $3, nullif($4::bigint, 0), clock())`, tx.Client(), visit, string(why), c)
}

// deleteMissedFee forgets what was decided, and answers the charge; zero is none.
func deleteMissedFee(ctx context.Context, tx *db.Tx, visit id.Visit) (id.Charge, error) {
	return db.Value[id.Charge](ctx, &tx.View, `
		delete from missed_fees
		where client_id = $1 and visit_id = $2
		returning coalesce(charge_id, 0)`, tx.Client(), visit)
}
