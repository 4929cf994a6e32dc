package scheduling

import (
	"context"
	"errors"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findClinician(ctx context.Context, v *db.View, c id.Staff) (clinician, error) {
	return db.One[clinician](ctx, v, `
		select s.id, s.name, r.id as resource_id
		from staff s
		join resources r on r.staff_id = s.id
		where s.id = $1 and s.deactivated_at is null`, c)
}

// findKind reads a kind of visit; one that was booked before may be closed.
func findKind(ctx context.Context, v *db.View, t id.VisitType, booked bool) (kind, error) {
	return db.One[kind](ctx, v, `
		select t.id, t.name, t.minutes, coalesce(s.cents, 0) as fee_cents, coalesce(t.form_id, 0) as form_id
		from visit_types t
		left join services s on s.id = t.service_id
		where t.id = $1 and (t.closed_at is null or $2)`, t, booked)
}

// findLocation reads a location; zero is the practice's first one.
func findLocation(ctx context.Context, v *db.View, l id.Location) (location, error) {
	return db.One[location](ctx, v, `
		select id, name, zone
		from locations
		where closed_at is null and ($1 = 0 or id = $1)
		order by id
		limit 1`, l)
}

// findPlace reads a room or a piece of equipment of the location; zero is none.
func findPlace(ctx context.Context, v *db.View, at id.Location, p id.Place, kind string) (place, error) {
	if p == 0 {
		return place{}, nil
	}
	return db.One[place](ctx, v, `
		select p.id, p.name, r.id as resource_id
		from places p
		join resources r on r.place_id = p.id
		where p.location_id = $1 and p.id = $2 and p.kind = $3 and p.closed_at is null`, at, p, kind)
}

func listHours(ctx context.Context, v *db.View, c id.Staff, weekday int) ([]Hours, error) {
	return db.Many[Hours](ctx, v, `
		select a.location_id, a.staff_id as clinician_id, a.weekday, coalesce(a.place_id, 0) as place_id, coalesce(r.id, 0) as room_id,
		  extract(epoch from a.starts)::int / 60 as "from", extract(epoch from a.ends)::int / 60 as "to"
		from availability a
		left join resources r on r.place_id = a.place_id
		where a.staff_id = $1 and a.weekday = $2
		order by a.starts`, c, weekday)
}

func listOpening(ctx context.Context, v *db.View, l id.Location) ([]Hours, error) {
	return db.Many[Hours](ctx, v, `
		select location_id, 0::bigint as clinician_id, weekday, 0::bigint as place_id, 0::bigint as room_id,
		  extract(epoch from opens)::int / 60 as "from", extract(epoch from closes)::int / 60 as "to"
		from opening_hours
		where location_id = $1
		order by weekday, opens`, l)
}

// absent turns a row that is not there into a fault under its field.
func absent(err error, field, sentence string) error {
	if errors.Is(err, db.ErrNone) {
		return refuse(field, sentence)
	}
	return err
}
