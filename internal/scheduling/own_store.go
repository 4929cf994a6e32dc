package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findOwn(ctx context.Context, v *db.View, n id.Visit) (Own, error) {
	return db.One[Own](ctx, v, `
		select v.id as visit, coalesce(v.visit_type_id, 0) as type_id, coalesce(t.name, '') as type, coalesce(v.clinician_id, 0) as clinician_id, coalesce(s.name, '') as clinician,
		  coalesce(l.name, '') as place, coalesce(l.address, '') as address, b.zone, b.starts_local as local, b.starts_at,
		  (extract(epoch from b.ends_at - b.starts_at) / 60)::int as minutes,
		  b.starts_at <= clock() or exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id) as ended,
		  exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id and k.kind = 'cancelled') as cancelled,
		  coalesce(p.online_change_hours, 24) as change_hours, coalesce(p.online_booking and t.online and t.closed_at is null, false) as bookable,
		  coalesce(p.online_booking and t.online and t.closed_at is null and t.offer_at_once > 0, false) as offered,
		  (select w.ends_on from waits w where w.client_id = $1 and w.visit_id = v.id and w.ended_at is null and w.ends_on >= (select today())) as waits_until
		from visits v
		left join practice p on true
		join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		left join staff s on s.id = v.clinician_id
		left join locations l on l.id = b.location_id
		where v.client_id = $1 and v.id = $2 and v.online`, v.Client(), n)
}

// wishes are which earlier times of a visit suit whoever waits for one.
type wishes struct {
	ClinicianID id.Staff // zero: anybody
	Weekdays    []int
	Parts       []string
	EarliestOn  *civil.Date
}

func findWishes(ctx context.Context, v *db.View, n id.Visit) (wishes, error) {
	return db.One[wishes](ctx, v, `
		select coalesce(clinician_id, 0) as clinician_id, weekdays, parts, earliest_on
		from waits
		where client_id = $1 and visit_id = $2 and ended_at is null
		order by id
		limit 1`, v.Client(), n)
}

// findWaitOf reads the wait for an earlier time of the visit; zero is none.
func findWaitOf(ctx context.Context, v *db.View, n id.Visit) (id.Wait, error) {
	w, err := db.Value[id.Wait](ctx, v, `
		select id
		from waits
		where client_id = $1 and visit_id = $2 and ended_at is null
		order by id
		limit 1`, v.Client(), n)
	return w, absentIsZero(err)
}
