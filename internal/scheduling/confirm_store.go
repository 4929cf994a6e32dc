package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findInvitation(ctx context.Context, v *db.View) (Invitation, error) {
	return db.One[Invitation](ctx, v, `
		select v.id as visit_id, b.starts_at, b.starts_local as local, coalesce(l.name, '') as place, coalesce(l.address, '') as address,
		  exists (select from visit_marks m where m.client_id = $1 and m.visit_id = v.id and m.kind in ('cancelled', 'no_show')) as ended,
		  b.starts_at <= clock() or exists (select from visit_marks m where m.client_id = $1 and m.visit_id = v.id) as begun,
		  (select c.at from confirmations c where c.client_id = $1 and c.visit_id = v.id and c.starts_at = b.starts_at) as confirmed_at
		from links k
		join visits v on v.client_id = k.client_id and v.id = k.visit_id
		join bookings b on b.id = v.booking_id
		left join locations l on l.id = b.location_id
		where k.client_id = $1 and k.id = $2 and k.closed_at is null and k.expires_at > clock()`, v.Client(), v.Who().Link())
}

// insertConfirmation answers the time; none where the visit is not then, or has
// begun. One that stands keeps its own moment.
func insertConfirmation(ctx context.Context, tx *db.Tx, visit id.Visit, at time.Time, way string) (time.Time, error) {
	return db.Value[time.Time](ctx, &tx.View, `
		with as_shown as (
		  select v.client_id, v.id, b.starts_at
		  from visits v
		  join bookings b on b.id = v.booking_id
		  where v.client_id = $1 and v.id = $2 and b.starts_at = $3 and b.starts_at > clock()
		    and not exists (select from visit_marks m where m.client_id = $1 and m.visit_id = v.id)
		), said as (
		  insert into confirmations (client_id, visit_id, starts_at, at, way)
		  select client_id, id, starts_at, clock(), $4
		  from as_shown
		  on conflict do nothing
		)
		select starts_at
		from as_shown`, tx.Client(), visit, at, way)
}
