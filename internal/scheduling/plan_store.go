package scheduling

import (
	"context"
	"errors"

	"charthouse/internal/civil"
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

// findSecond reads who takes part; in what was booked before it may be somebody who
// does not work here any more.
func findSecond(ctx context.Context, v *db.View, c id.Staff, booked bool) (clinician, error) {
	return db.One[clinician](ctx, v, `
		select s.id, s.name, r.id as resource_id
		from staff s
		join resources r on r.staff_id = s.id
		where s.id = $1 and (s.deactivated_at is null or $2)`, c, booked)
}

// findKind reads a kind of visit; one that was booked before may be closed.
func findKind(ctx context.Context, v *db.View, t id.VisitType, booked bool) (kind, error) {
	return db.One[kind](ctx, v, `
		select t.id, t.name, t.minutes, t.before_minutes as before, t.after_minutes as after, t.capacity, coalesce(s.cents, 0) as fee_cents, coalesce(t.form_id, 0) as form_id
		from visit_types t
		left join services s on s.id = t.service_id
		where t.id = $1 and (t.closed_at is null or $2)`, t, booked)
}

// findLocation reads a location; zero is the practice's first one.
func findLocation(ctx context.Context, v *db.View, l id.Location) (location, error) {
	return db.One[location](ctx, v, `
		select id, name, zone
		from locations
		where closed_at is null and ($1::bigint = 0 or id = $1)
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

// listHours reads when the clinician sees patients on the day, at any location.
func listHours(ctx context.Context, v *db.View, c id.Staff, day civil.Date) ([]Hours, error) {
	return db.Many[Hours](ctx, v, `
		select w.location_id, w.staff_id as clinician_id, extract(isodow from w.day)::int as weekday, coalesce(w.place_id, 0) as place_id,
		  coalesce(r.id, 0) as room_id, extract(epoch from w.starts)::int / 60 as "from", extract(epoch from w.ends)::int / 60 as "to", w.once
		from working_hours($2, $2::date + 1) w
		left join resources r on r.place_id = w.place_id
		where w.staff_id = $1
		order by w.starts`, c, day)
}

// awayOn says of the person $1, who is called $2, that they are away on the day $3.
const awayOn = `
		select $2 || ' is away ' || case when x.until_on > x.from_on then 'until ' || to_char(x.until_on, 'FMDD FMMonth') else 'on this day' end || '.' as why
		from absences x
		where x.staff_id = $1 and $3::date between x.from_on and x.until_on`

// whyAway says that the clinician is away that day, or the location closed; empty
// where neither is so.
func whyAway(ctx context.Context, v *db.View, p plan) (string, error) {
	why, err := db.Value[string](ctx, v, awayOn+`
		union all
		select $5 || ' is closed ' || case when c.until_on > c.from_on then 'until ' || to_char(c.until_on, 'FMDD FMMonth') else 'on this day' end || ': ' || c.name || '.'
		from closures c
		where coalesce(c.location_id, $4) = $4 and $3::date between c.from_on and c.until_on
		limit 1`, p.clinician.ID, p.clinician.Name, p.day(), p.location.ID, p.location.Name)
	return why, absentIsZero(err)
}

// whyMissing says that who takes part is away that day, or nothing.
func whyMissing(ctx context.Context, v *db.View, p plan) (string, error) {
	why, err := db.Value[string](ctx, v, awayOn, p.second.ID, p.second.Name, p.day())
	return why, absentIsZero(err)
}

const openingHours = `
	select location_id, 0::bigint as clinician_id, weekday, 0::bigint as place_id, 0::bigint as room_id,
	  extract(epoch from opens)::int / 60 as "from", extract(epoch from closes)::int / 60 as "to", false as once
	from opening_hours `

func listOpening(ctx context.Context, v *db.View, l id.Location) ([]Hours, error) {
	return db.Many[Hours](ctx, v, openingHours+`where location_id = $1 order by weekday, opens`, l)
}

// absent turns a row that is not there into a fault under its field.
func absent(err error, field, sentence string) error {
	if errors.Is(err, db.ErrNone) {
		return refuse(field, sentence)
	}
	return err
}
