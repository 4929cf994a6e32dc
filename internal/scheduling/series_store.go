package scheduling

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listHoursOf reads when the clinician sees patients from a day until another.
func listHoursOf(ctx context.Context, v *db.View, c id.Staff, from, until civil.Date) ([]workedHours, error) {
	return db.Many[workedHours](ctx, v, `
		select w.day, '' as clinician, 0::bigint as resource_id, w.location_id, w.staff_id as clinician_id, extract(isodow from w.day)::int as weekday,
		  coalesce(w.place_id, 0) as place_id, coalesce(r.id, 0) as room_id,
		  extract(epoch from w.starts)::int / 60 as "from", extract(epoch from w.ends)::int / 60 as "to", w.once
		from working_hours($2, $3::date + 1) w
		left join resources r on r.place_id = w.place_id
		where w.staff_id = $1
		order by w.day, w.starts`, c, from, until)
}

// listAway reads when the clinician is away, or the location closed.
func listAway(ctx context.Context, v *db.View, p plan, from, until civil.Date) ([]awayFor, error) {
	return db.Many[awayFor](ctx, v, `
		select x.from_on as "from", x.until_on as until,
		  $3 || ' is away ' || case when x.until_on > x.from_on then 'until ' || to_char(x.until_on, 'FMDD FMMonth') else 'on this day' end || '.' as why
		from absences x
		where x.staff_id = $1 and x.from_on <= $6 and x.until_on >= $5
		union all
		select c.from_on, c.until_on,
		  $4 || ' is closed ' || case when c.until_on > c.from_on then 'until ' || to_char(c.until_on, 'FMDD FMMonth') else 'on this day' end || ': ' || c.name || '.'
		from closures c
		where coalesce(c.location_id, $2) = $2 and c.from_on <= $6 and c.until_on >= $5
		order by 1, 2`, p.clinician.ID, p.location.ID, p.clinician.Name, p.location.Name, from, until)
}

// listPlacesOf reads the rooms and the equipment of the location.
func listPlacesOf(ctx context.Context, v *db.View, at id.Location) ([]place, error) {
	return db.Many[place](ctx, v, `
		select p.id, p.name, r.id as resource_id
		from places p
		join resources r on r.place_id = p.id
		where p.location_id = $1 and p.closed_at is null
		order by p.id`, at)
}

// named reads what the resources of the run are called.
func (r *run) named(ctx context.Context, v *db.View) (map[id.Resource]string, error) {
	rows, err := db.Many[struct {
		ID   id.Resource
		Name string
	}](ctx, v, `
		select r.id, coalesce(s.name, p.name) as name
		from resources r
		left join staff s on s.id = r.staff_id
		left join places p on p.id = r.place_id
		where r.id = any ($1)
		order by r.id`, r.resources())
	out := map[id.Resource]string{}
	for _, row := range rows {
		out[row.ID] = row.Name
	}
	return out, err
}

func insertSeries(ctx context.Context, tx *db.Tx, r Rule) (id.Series, error) {
	return db.Value[id.Series](ctx, &tx.View, `
		insert into series (client_id, rule, made_at, made_by)
		values ($1, $2, clock(), nullif($3, 0))
		returning id`, tx.Client(), r.String(), tx.Who().Staff())
}

// insertVisits stores the bookings of the plans, which are in order of time, what
// they hold, and the visits on them.
func insertVisits(ctx context.Context, tx *db.Tx, s id.Series, plans []plan, a asked) ([]id.Visit, error) {
	p, local, from, to := plans[0], []time.Time{}, []time.Time{}, []time.Time{}
	for _, p := range plans {
		local, from, to = append(local, p.local), append(from, p.span.From), append(to, p.span.To)
	}
	rows, err := db.Many[struct {
		ID        id.Visit
		BookingID id.Booking
	}](ctx, &tx.View, `
		with b as (
		  insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at, before_minutes, after_minutes)
		  select 'visit', '', $10, $11, t.local, t.since, t.until, $12, $13
		  from unnest($14::timestamp[], $15::timestamptz[], $16::timestamptz[]) t (local, since, until)
		  returning id, starts_local, starts_at
		)
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, reason, fee_cents, coverage_id, payer_chosen, booked_at, booked_by, series_id, second_id)
		select $1, b.id, $2, $3, $4, $5, case when not $6 then (
		    select k.id
		    from coverages k
		    where k.client_id = $1 and ($7::bigint = 0 or k.id = $7) and k.ended_at is null
		      and coalesce(k.starts_on, b.starts_local::date) <= b.starts_local::date and coalesce(k.ends_on, b.starts_local::date) >= b.starts_local::date
		    order by k.rank, k.id
		    limit 1) end, $6 or $7 <> 0, clock(), nullif($8, 0), $9, nullif($17, 0)
		from b
		order by b.starts_at
		returning id, booking_id`,
		tx.Client(), p.kind.ID, p.clinician.ID, a.reason, p.kind.FeeCents, a.selfPay, a.coverage, tx.Who().Staff(), s,
		p.location.ID, p.location.Zone, p.kind.Before, p.kind.After, local, from, to, p.second.ID)
	if err != nil {
		return nil, err
	}
	out := make([]id.Visit, len(rows))
	for i, row := range rows {
		plans[i].booking, out[i] = row.BookingID, row.ID
	}
	return out, holdAll(ctx, tx, plans)
}

// holdAll has each booking hold what its plan takes.
func holdAll(ctx context.Context, tx *db.Tx, plans []plan) error {
	var bookings []id.Booking
	var resources []id.Resource
	var from, to []time.Time
	for _, p := range plans {
		for _, r := range p.resources() {
			bookings, resources = append(bookings, p.booking), append(resources, r)
			from, to = append(from, p.held().From), append(to, p.held().To)
		}
	}
	_, err := tx.Exec(ctx, `
		insert into booking_resources (booking_id, resource_id, held)
		select t.booking, t.resource, tstzrange(t.since, t.until)
		from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::timestamptz[]) t (booking, resource, since, until)`, bookings, resources, from, to)
	return err
}

// updateVisits stores the plans as the bookings that they move: see updateVisit. What
// all of them held is free before any is held anew, since one may take another's time.
func updateVisits(ctx context.Context, tx *db.Tx, plans []plan) error {
	var bookings []id.Booking
	var seconds []id.Staff
	var sets [][]any
	for _, p := range plans {
		bookings, seconds = append(bookings, p.booking), append(seconds, p.second.ID)
		sets = append(sets, []any{p.booking, p.location.ID, p.location.Zone, p.local, p.span.From, p.span.To, p.kind.Before, p.kind.After})
	}
	_, err := tx.Exec(ctx, `
		update visits v
		set clinician_id = $4, second_id = nullif(t.second, 0), sequence = v.sequence + 1
		from unnest($2::bigint[], $3::bigint[]) t (booking, second)
		where v.client_id = $1 and v.booking_id = t.booking`, tx.Client(), bookings, seconds, plans[0].clinician.ID)
	if err != nil {
		return err
	}
	err = tx.ExecMany(ctx, `
		update bookings
		set location_id = $2, zone = $3, starts_local = $4, starts_at = $5, ends_at = $6, before_minutes = $7, after_minutes = $8, version = version + 1
		where id = $1`, sets)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `delete from booking_resources where booking_id = any ($1)`, bookings); err != nil {
		return err
	}
	return holdAll(ctx, tx, plans)
}

// cancelAll marks the visits as cancelled and frees what their bookings held.
func cancelAll(ctx context.Context, tx *db.Tx, visits []id.Visit, bookings []id.Booking, reason string) error {
	_, err := tx.Exec(ctx, `
		insert into visit_marks (client_id, visit_id, kind, at, staff_id, reason)
		select $1, v, 'cancelled', clock(), nullif($3, 0), $4
		from unnest($2::bigint[]) v`, tx.Client(), visits, tx.Who().Staff(), reason)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		update booking_resources
		set freed_at = clock()
		where booking_id = any ($1) and freed_at is null`, bookings)
	return err
}
