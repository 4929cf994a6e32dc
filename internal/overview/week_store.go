package overview

import (
	"context"
	"time"

	"charthouse/internal/db"
)

type visitCounts struct{ Booked, Cancelled, NoShows int }

func countVisits(ctx context.Context, v *db.View, from, to time.Time) (visitCounts, error) {
	return db.One[visitCounts](ctx, v, `
		select count(*) filter (where c.visit_id is null and n.visit_id is null)::int as booked,
		  count(c.visit_id)::int as cancelled, count(n.visit_id)::int as no_shows
		from bookings b
		join visits v on v.booking_id = b.id and not v.history
		left join visit_marks c on c.visit_id = v.id and c.kind = 'cancelled'
		left join visit_marks n on n.visit_id = v.id and n.kind = 'no_show'
		where b.starts_at >= $1 and b.starts_at < $2`, from, to)
}

// listStations counts each visit of the span at every station: behind it, on
// its way there (the stations before are done), or stuck there.
func listStations(ctx context.Context, v *db.View, from, to time.Time) ([]Station, error) {
	return db.Many[Station](ctx, v, `
		with names as (
		  select name, nth from unnest(array['intake', 'arrived', 'seen', 'signed', 'charged', 'billed', 'paid']) with ordinality n (name, nth)
		), lines as materialized (
		  select l.client_id, l.visit_id, coalesce(n.nth, 8) as at
		  from visit_lines l
		  left join names n on n.name = l.station
		  where l.starts_at >= $1 and l.starts_at < $2 and not l.history and l.cancelled_at is null and l.no_show_at is null
		), open as materialized (
		  select b.client_id, b.visit_id, b.station, b.cents, row_number() over (
		      partition by b.client_id, b.visit_id order by n.nth, b.since, b.id) as turn
		  from blockers b
		  join names n on n.name = b.station
		  where b.cleared_at is null and b.visit_id is not null and coalesce(b.pended_until, '-infinity') <= clock()::date
		)
		select n.name,
		  (select count(*) from lines l where l.at > n.nth)::int as passed,
		  (select count(*) from lines l where l.at = n.nth
		    and not exists (select from open o where o.client_id = l.client_id and o.visit_id = l.visit_id and o.station = n.name))::int as on_way,
		  (select count(distinct l.visit_id) from lines l
		    join open o on o.client_id = l.client_id and o.visit_id = l.visit_id and o.station = n.name
		    where l.at = n.nth)::int as stuck,
		  (select count(*) from open o where o.station = n.name)::int as lines,
		  (select coalesce(sum(o.cents), 0) from open o where o.station = n.name and o.turn = 1)::bigint as cents
		from names n
		order by n.nth`, from, to)
}

type turnaroundRow struct {
	Clinician string
	Signed    int
	Seconds   int64
	Late      int
	Cents     int64
}

func listTurnarounds(ctx context.Context, v *db.View, from, to time.Time) ([]turnaroundRow, error) {
	return db.Many[turnaroundRow](ctx, v, `
		with signed as (
		  select v.clinician_id, extract(epoch from greatest(s.at - coalesce(m.at, b.ends_at), interval '0')) as took
		  from bookings b
		  join visits v on v.booking_id = b.id and not v.history
		  join notes n on n.client_id = v.client_id and n.visit_id = v.id
		  join signatures s on s.client_id = n.client_id and s.note_id = n.id
		  left join visit_marks m on m.visit_id = v.id and m.kind = 'seen'
		  where b.starts_at >= $1 and b.starts_at < $2
		), late as (
		  select owner_id, count(*) as late, sum(cents) as cents
		  from blockers
		  where cleared_at is null and kind = 'note_unsigned'
		  group by owner_id
		)
		select t.name as clinician, count(s.took)::int as signed,
		  coalesce(percentile_cont(0.5) within group (order by s.took), 0)::bigint as seconds,
		  coalesce(max(l.late), 0)::int as late, coalesce(max(l.cents), 0)::bigint as cents
		from staff t
		join staff_roles r on r.staff_id = t.id and r.role = 'clinician'
		left join signed s on s.clinician_id = t.id
		left join late l on l.owner_id = t.id
		where t.deactivated_at is null or s.took is not null or l.late > 0
		group by t.id, t.name
		order by cents desc, t.name
		limit 50`, from, to)
}
