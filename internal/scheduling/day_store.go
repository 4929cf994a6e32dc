package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listSites(ctx context.Context, v *db.View) ([]Site, error) {
	return db.Many[Site](ctx, v, `
		select id, name, zone
		from locations
		where closed_at is null
		order by id
		limit 100`)
}

// listCalendars reads every clinician who can be booked, with their hours at
// the location on the day, or with none.
func listCalendars(ctx context.Context, v *db.View, at id.Location, day civil.Date) ([]worker, error) {
	return db.Many[worker](ctx, v, `
		select s.id as clinician_id, s.name, s.title, coalesce(p.name, '') as place,
		  coalesce(extract(epoch from a.starts)::int / 60, 0) as "from", coalesce(extract(epoch from a.ends)::int / 60, 0) as "to"
		from staff s
		join resources r on r.staff_id = s.id
		left join working_hours($2, $2::date + 1) a on a.staff_id = s.id and a.location_id = $1
		left join places p on p.id = a.place_id
		order by s.id, a.starts
		limit 1000`, at, day)
}

func listHeld(ctx context.Context, v *db.View, at id.Location, within Span) ([]Held, error) {
	return db.Many[Held](ctx, v, `
		select b.id, r.staff_id as clinician_id, b.title, b.starts_at as "from", b.ends_at as "to"
		from bookings b
		join booking_resources h on h.booking_id = b.id
		join resources r on r.id = h.resource_id
		where b.kind = 'block' and b.starts_at >= $2 and b.starts_at < $3 and b.location_id = $1 and r.staff_id is not null
		order by b.starts_at, b.id
		limit 1000`, at, within.From, within.To)
}

// listElsewhere reads who is busy elsewhere that day, wherever they work.
func listElsewhere(ctx context.Context, v *db.View, within Span) ([]Held, error) {
	return db.Many[Held](ctx, v, `
		select 0 as id, staff_id as clinician_id, 'Busy elsewhere' as title, greatest(lower(held), $1) as "from", least(upper(held), $2) as "to"
		from busy_times
		where held && tstzrange($1, $2)
		order by lower(held), staff_id
		limit 1000`, within.From, within.To)
}

// listFreed reads what cancellations freed that day.
func listFreed(ctx context.Context, v *db.View, at id.Location, within Span) ([]released, error) {
	return db.Many[released](ctx, v, `
		select r.staff_id as clinician_id, b.starts_at as "from", b.ends_at as "to", h.freed_at
		from bookings b
		join booking_resources h on h.booking_id = b.id
		join resources r on r.id = h.resource_id
		where b.starts_at >= $2 and b.starts_at < $3 and b.location_id = $1 and h.freed_at is not null and r.staff_id is not null
		order by h.freed_at
		limit 1000`, at, within.From, within.To)
}
