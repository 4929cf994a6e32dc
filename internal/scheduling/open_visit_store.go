package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findFacts(ctx context.Context, v *db.View, i id.Visit) (facts, error) {
	return db.One[facts](ctx, v, `
		select b.version,
		  (select coalesce(sum(client_cents), 0)::bigint from charge_balances where client_id = $1) as owes,
		  (select max(m.at) from visit_marks m where m.client_id = $1 and m.kind = 'seen') as last_seen,
		  array(select a.text from alerts a where a.client_id = $1 and a.ended_at is null order by a.id limit 10) as alerts,
		  case when not v.payer_chosen then '' else coalesce(v.coverage_id::text, 'self') end as payer,
		  exists (select from standing_charges h where h.client_id = $1 and h.visit_id = v.id)
		    or exists (select from claims k where k.client_id = $1 and k.visit_id = v.id) as charged
		from visits v
		join bookings b on b.id = v.booking_id
		where v.client_id = $1 and v.id = $2`, v.Client(), i)
}
