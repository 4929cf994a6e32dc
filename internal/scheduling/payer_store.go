package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func followCoverage(ctx context.Context, tx *db.Tx, c id.Client) error {
	_, err := tx.Exec(ctx, `
		update visits v
		set coverage_id = w.coverage_id
		from (
		  select o.id, (
		    select c.id
		    from coverages c
		    where c.client_id = o.client_id and c.ended_at is null
		      and coalesce(c.starts_on, b.starts_local::date) <= b.starts_local::date
		      and coalesce(c.ends_on, b.starts_local::date) >= b.starts_local::date
		    order by c.rank, c.id
		    limit 1) as coverage_id
		  from visits o
		  join bookings b on b.id = o.booking_id
		  where o.client_id = $1 and not o.payer_chosen and not o.history
		    and not exists (select from standing_charges h where h.client_id = o.client_id and h.visit_id = o.id)
		    and not exists (select from claims k where k.client_id = o.client_id and k.visit_id = o.id)
		) w
		where v.client_id = $1 and v.id = w.id and v.coverage_id is distinct from w.coverage_id`, c)
	return err
}

func setPayer(ctx context.Context, tx *db.Tx, i id.Visit, c id.Coverage, chosen bool) error {
	return tx.ExecOne(ctx, `
		update visits
		set coverage_id = nullif($3::bigint, 0), payer_chosen = $4
		where client_id = $1 and id = $2`, tx.Client(), i, c, chosen)
}

func isCharged(ctx context.Context, v *db.View, i id.Visit) (bool, error) {
	return db.Value[bool](ctx, v, `
		select exists (select from standing_charges where client_id = $1 and visit_id = $2)
		  or exists (select from claims where client_id = $1 and visit_id = $2) as charged`, v.Client(), i)
}
