package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// weeks reads the weekly hours that count on the day $1.
const weeks = `
	select s.id as staff, s.name, w.spans,
	  coalesce((select array_agg(b.day order by b.day) from (
	      select e.from_on from availability e where e.staff_id = s.id and not e.once
	      union
	      select e.until_on + 1 from availability e where e.staff_id = s.id and not e.once) b (day)
	    where b.day is not null), '{}') as begins
	from staff s
	cross join lateral (
	  select coalesce(jsonb_agg(jsonb_build_object('weekday', a.weekday, 'location', a.location_id, 'place', a.place_id,
	      'from', extract(epoch from a.starts)::int / 60, 'to', extract(epoch from a.ends)::int / 60) order by a.weekday, a.starts), '[]') as spans
	  from availability a
	  where a.staff_id = s.id and not a.once and coalesce(a.from_on <= $1, true) and coalesce(a.until_on >= $1, true)
	) w
	where s.deactivated_at is null
	  and exists (select from staff_roles r where r.staff_id = s.id and r.role = 'clinician') `

type weekRow struct {
	Staff  id.Staff
	Name   string
	Begins []civil.Date
	Spans  []struct {
		Weekday, From, To int
		Location          id.Location
		Place             *id.Place
	}
}

func (r weekRow) week(on civil.Date) Week {
	w := Week{Staff: r.Staff, Name: r.Name, Begins: r.Begins}
	for _, day := range r.Begins {
		if !day.After(on) {
			w.From = day
		}
	}
	for _, a := range r.Spans {
		w.Spans = append(w.Spans, Availability{a.Weekday, a.Location, a.Place, civil.Hours{From: a.From, To: a.To}})
	}
	return w
}

func listWeeks(ctx context.Context, v *db.View, on civil.Date) ([]Week, error) {
	rows, err := db.Many[weekRow](ctx, v, weeks+`order by lower(s.name), s.id limit 500`, on)
	out := make([]Week, len(rows))
	for i, r := range rows {
		out[i] = r.week(on)
	}
	return out, err
}

func findWeek(ctx context.Context, v *db.View, n id.Staff, on civil.Date) (Week, error) {
	r, err := db.One[weekRow](ctx, v, weeks+`and s.id = $2`, on, n)
	return r.week(on), err
}

func today(ctx context.Context, v *db.View) (civil.Date, error) {
	return db.Value[civil.Date](ctx, v, `select today()`)
}

// endWeeks makes room for hours from the day on, or from always: it forgets those
// that begin just then, and ends those before.
func endWeeks(ctx context.Context, tx *db.Tx, n id.Staff, from civil.Date) error {
	_, err := tx.Exec(ctx, `
		delete from availability
		where staff_id = $1 and not once and from_on is not distinct from $2`, n, from)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		update availability
		set until_on = $2::date - 1
		where staff_id = $1 and not once and $2::date is not null and coalesce(from_on < $2, true) and coalesce(until_on >= $2, true)`, n, from)
	return err
}

// insertWeek stores hours from a day until the day before $until; zero is no day.
func insertWeek(ctx context.Context, tx *db.Tx, n id.Staff, from, until civil.Date, spans []Availability) error {
	sets := make([][]any, len(spans))
	for i, a := range spans {
		sets[i] = []any{n, a.LocationID, a.PlaceID, a.Weekday, a.Hours.Opens(), a.Hours.Closes(), from, until}
	}
	err := tx.ExecMany(ctx, `
		insert into availability (staff_id, location_id, place_id, weekday, starts, ends, from_on, until_on)
		select $1, l.id, p.id, $4, $5::text::time, $6::text::time, $7, $8::date - 1
		from locations l
		left join places p on p.id = $3 and p.location_id = l.id
		where l.id = $2 and ($3::bigint is null or p.id is not null)`, sets)
	if err != nil {
		return err
	}
	kept, err := db.Value[int](ctx, &tx.View, `
		select count(*)::int
		from availability
		where staff_id = $1 and not once and from_on is not distinct from $2`, n, from)
	if err == nil && kept != len(spans) {
		err = fault.New(fault.Invalid, "A room belongs to another location than the one beside it. Choose rooms of that location. Nothing was lost.")
	}
	return err
}
