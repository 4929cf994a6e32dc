package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listClosures(ctx context.Context, v *db.View) ([]Closure, error) {
	return db.Many[Closure](ctx, v, `
		select c.id, coalesce(l.name, '') as location, c.name, c.from_on as from, c.until_on as until
		from closures c
		left join locations l on l.id = c.location_id
		where c.until_on >= (select today())
		order by c.from_on, c.id
		limit 500`)
}

type extraRow struct {
	Extra
	First, Last int // minutes
}

func listExtras(ctx context.Context, v *db.View) ([]Extra, error) {
	rows, err := db.Many[extraRow](ctx, v, `
		select a.id, s.name as staff, l.name as location, coalesce(p.name, '') as place, a.from_on as on,
		  extract(epoch from a.starts)::int / 60 as first, extract(epoch from a.ends)::int / 60 as last
		from availability a
		join staff s on s.id = a.staff_id
		join locations l on l.id = a.location_id
		left join places p on p.id = a.place_id
		where a.once and a.from_on >= (select today())
		order by a.from_on, a.starts, a.id
		limit 500`)
	out := make([]Extra, len(rows))
	for i, r := range rows {
		out[i] = r.Extra
		out[i].Hours = civil.Hours{From: r.First, To: r.Last}
	}
	return out, err
}

func insertClosure(ctx context.Context, tx *db.Tx, c Closure, at id.Location) error {
	return tx.ExecOne(ctx, `
		insert into closures (location_id, name, from_on, until_on)
		values (nullif($1::bigint, 0), $2, $3, $4)`, at, c.Name, c.From, c.Until)
}

func deleteClosure(ctx context.Context, tx *db.Tx, n id.Closure) error {
	return tx.ExecOne(ctx, `delete from closures where id = $1`, n)
}

// lookAtPlaces makes the files due in which a visit is booked where it is closed, or was.
func lookAtPlaces(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `select look_again('visit_displaced')`)
	return err
}

// countBooked counts the visits at the location, or at all, that stand on the days.
func countBooked(ctx context.Context, v *db.View, at id.Location, from, until civil.Date) (int, error) {
	return db.Value[int](ctx, v, `
		select count(*)::int
		from bookings b
		join visits v on v.booking_id = b.id
		where b.kind = 'visit' and b.starts_local::date between $2 and $3 and ($1 = 0 or b.location_id = $1)
		  and not exists (select from visit_marks k where k.visit_id = v.id and k.kind in ('cancelled', 'no_show'))`, at, from, until)
}

// insertExtra stores hours of one day; a room of another location is none.
func insertExtra(ctx context.Context, tx *db.Tx, n id.Staff, on civil.Date, a Availability) (id.Availability, error) {
	return db.Value[id.Availability](ctx, &tx.View, `
		insert into availability (staff_id, location_id, place_id, weekday, starts, ends, from_on, until_on, once)
		select $1, l.id, p.id, $4, $5::text::time, $6::text::time, $7, $7, true
		from locations l
		left join places p on p.id = $3 and p.location_id = l.id
		where l.id = $2 and l.closed_at is null and ($3::bigint is null or p.id is not null)
		returning id`, n, a.LocationID, a.PlaceID, a.Weekday, a.Hours.Opens(), a.Hours.Closes(), on)
}

func deleteExtra(ctx context.Context, tx *db.Tx, n id.Availability) error {
	return tx.ExecOne(ctx, `delete from availability where id = $1 and once`, n)
}
