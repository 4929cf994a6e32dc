package scheduling

import (
	"context"

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

// listCalendars reads every clinician of the part who can be booked, with their hours
// on its days, or with none.
func listCalendars(ctx context.Context, v *db.View, p part) ([]worker, error) {
	return db.Many[worker](ctx, v, `
		select s.id as clinician_id, s.name, s.title, coalesce(a.location_id, 0) as location_id, coalesce(p.name, '') as place, coalesce(a.day, $3::date) as day,
		  coalesce(extract(epoch from a.starts)::int / 60, 0) as "from", coalesce(extract(epoch from a.ends)::int / 60, 0) as "to"
		from staff s
		join resources r on r.staff_id = s.id
		left join (working_hours($3, $4) a join locations l on l.id = a.location_id and l.zone = $5) on a.staff_id = s.id and ($1::bigint = 0 or a.location_id = $1)
		left join places p on p.id = a.place_id
		where $2::bigint[] is null or s.id = any ($2)
		order by s.id, a.day, a.starts
		limit 1000`, p.at, p.of, p.from, p.until, p.zone)
}

// linesOf reads the visits of the part, in the order in which they begin: of a day at
// most 1,000, of the week of a few at most 5,000.
func linesOf(ctx context.Context, v *db.View, p part) ([]Line, error) {
	if p.of == nil && p.place == 0 {
		return LinesOfDay(ctx, v, p.at, p.within.From, p.within.To)
	}
	lines, err := db.Many[Line](ctx, v, `
		select `+lineColumns+lineFrom+`
		where l.starts_at >= $2 and l.starts_at < $3 and ($4::bigint[] is null or l.clinician_id = any ($4) or l.second_id = any ($4))
		  and ($5::bigint = 0 or l.location_id = $5) and not l.history
		  and ($6::bigint = 0 or l.place_id = $6 or l.booking_id in (
		    select h.booking_id
		    from booking_resources h
		    join resources r on r.id = h.resource_id
		    where r.place_id = $6 and lower(h.held) > $2::timestamptz - interval '30 hours' and lower(h.held) < $3))
		order by l.starts_at, l.visit_id
		limit 5000`, v.Who().Roles().Verbs(), p.within.From, p.within.To, p.of, p.at, p.place)
	for _, l := range lines {
		v.Shown(l.ClientID)
	}
	return lines, err
}

// listHeld reads the blocks of the part, once for each whom or what they hold.
func listHeld(ctx context.Context, v *db.View, p part) ([]Held, error) {
	return db.Many[Held](ctx, v, `
		select b.id, coalesce(r.staff_id, 0) as clinician_id, coalesce(r.place_id, 0) as place_id, b.location_id, b.title, b.block_series_id is not null as repeats,
		  b.starts_at as "from", b.ends_at as "to"
		from bookings b
		join booking_resources h on h.booking_id = b.id
		join resources r on r.id = h.resource_id
		where b.kind = 'block' and b.starts_at >= $3 and b.starts_at < $4 and ($1::bigint = 0 or b.location_id = $1)
		  and ($2::bigint[] is null or r.staff_id = any ($2)) and ($5::bigint = 0 or r.place_id = $5)
		order by b.starts_at, b.id, r.id
		limit 1000`, p.at, p.of, p.within.From, p.within.To, p.place)
}

// listElsewhere reads who is busy elsewhere in the part, wherever they work.
func listElsewhere(ctx context.Context, v *db.View, p part) ([]Held, error) {
	return db.Many[Held](ctx, v, `
		select 0 as id, staff_id as clinician_id, 0 as place_id, 0 as location_id, false as repeats, 'Busy elsewhere' as title, lower(held) as "from", upper(held) as "to"
		from busy_times
		where held && tstzrange($1, $2) and ($3::bigint[] is null or staff_id = any ($3))
		order by lower(held), staff_id
		limit 1000`, p.within.From, p.within.To, p.of)
}

// listFreed reads what cancellations freed in the part. The few that were freed are found
// first: joined at once, the planner reads the day anew for each clinician.
func listFreed(ctx context.Context, v *db.View, p part) ([]released, error) {
	return db.Many[released](ctx, v, `
		with f as materialized (
		  select b.starts_at, b.ends_at, h.freed_at, h.resource_id
		  from bookings b
		  join booking_resources h on h.booking_id = b.id
		  where b.starts_at >= $3 and b.starts_at < $4 and ($1::bigint = 0 or b.location_id = $1) and h.freed_at is not null
		)
		select r.staff_id as clinician_id, f.starts_at as "from", f.ends_at as "to", f.freed_at
		from f
		join resources r on r.id = f.resource_id
		where r.staff_id is not null and ($2::bigint[] is null or r.staff_id = any ($2))
		order by f.freed_at
		limit 1000`, p.at, p.of, p.within.From, p.within.To)
}

// listThere reads who works at the part's location on its days, or has something booked
// there.
func listThere(ctx context.Context, v *db.View, p part) (out []id.Staff, err error) {
	rows, err := db.Many[struct{ ID id.Staff }](ctx, v, `
		select s.id
		from staff s
		join resources r on r.staff_id = s.id
		where s.id in (select a.staff_id from working_hours($2, $3) a where a.location_id = $1)
		  or r.id in (
		    select h.resource_id
		    from bookings b
		    join booking_resources h on h.booking_id = b.id
		    where b.location_id = $1 and b.kind in ('visit', 'block') and b.starts_at >= $4 and b.starts_at < $5)
		order by s.id
		limit 1000`, p.at, p.from, p.until, p.within.From, p.within.To)
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out, err
}
