package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findVisit(ctx context.Context, v *db.View, i id.Visit) (visit, error) {
	return db.One[visit](ctx, v, visitRows+`and v.id = $2`, v.Client(), i)
}

// listOfSeries reads the visits of the series that the visit belongs to, or none, in
// order of time.
func listOfSeries(ctx context.Context, v *db.View, i id.Visit) ([]visit, error) {
	return db.Many[visit](ctx, v, visitRows+`
		and v.series_id = (select o.series_id from visits o where o.client_id = $1 and o.id = $2)
		order by b.starts_at, v.id`, v.Client(), i)
}

// listShared reads who shares a booking and has a place of it; of what was cancelled at
// the instant, who was cancelled then.
func listShared(ctx context.Context, v *db.View, b id.Booking, cancelled *time.Time) ([]visit, error) {
	return db.Many[visit](ctx, v, visitsOf+`
		where v.booking_id = $1 and not v.history and m.no_show_at is null and m.cancelled_at is not distinct from $2
		order by v.client_id, v.id`, b, cancelled)
}

// visitRows are visits of the client $1.
const visitRows = visitsOf + `
		where v.client_id = $1 `

const visitsOf = `
		select v.id, v.client_id, v.booking_id, b.version, coalesce((select t.capacity > 1 from visit_types t where t.id = v.visit_type_id), false) as "group",
		  (select count(*)::int from visits o where o.booking_id = b.id and o.id <> v.id and not o.history
		    and not exists (select from visit_marks k where k.client_id = o.client_id and k.visit_id = o.id and k.kind in ('cancelled', 'no_show'))) as others, coalesce(v.clinician_id, 0) as clinician_id, coalesce(v.second_id, 0) as second_id, coalesce(v.visit_type_id, 0) as visit_type_id,
		  coalesce(b.location_id, 0) as location_id, coalesce(h.room_id, 0) as place_id, coalesce(h.equipment_id, 0) as equipment_id, h.any_room, h.any_machine, h.double, b.zone, b.starts_local, b.starts_at, b.ends_at,
		  v.history, m.arrived_at, m.roomed_at, m.with_at, m.ready_at, m.seen_at, m.no_show_at, m.cancelled_at,
		  exists (select from notes n join signatures s on s.note_id = n.id where n.client_id = v.client_id and n.visit_id = v.id) as signed
		from visits v
		join bookings b on b.id = v.booking_id
		cross join lateral (
		  select max(p.id) filter (where p.kind = 'room') as room_id, max(p.id) filter (where p.kind = 'equipment') as equipment_id,
		    coalesce(bool_or(d.sort_id is not null) filter (where p.kind = 'room'), false) as any_room,
		    coalesce(bool_or(d.sort_id is not null) filter (where p.kind = 'equipment'), false) as any_machine,
		    coalesce(max(br.why), '') as double
		  from booking_resources br
		  join resources r on r.id = br.resource_id
		  left join places p on p.id = r.place_id
		  left join visit_type_needs d on d.visit_type_id = v.visit_type_id and d.sort_id = p.sort_id
		  where br.booking_id = b.id
		) h
		cross join lateral (
		  select max(at) filter (where kind = 'arrived') as arrived_at, max(at) filter (where kind = 'roomed') as roomed_at,
		    max(at) filter (where kind = 'with') as with_at, max(at) filter (where kind = 'ready') as ready_at, max(at) filter (where kind = 'seen') as seen_at, max(at) filter (where kind = 'no_show') as no_show_at,
		    max(at) filter (where kind = 'cancelled') as cancelled_at
		  from visit_marks k
		  where k.client_id = v.client_id and k.visit_id = v.id
		) m`
