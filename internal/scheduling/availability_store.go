package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

const weeks = `
	select s.id as staff, s.name,
	  coalesce((select jsonb_agg(jsonb_build_object('weekday', a.weekday, 'location', a.location_id, 'place', a.place_id,
	      'from', extract(epoch from a.starts)::int / 60, 'to', extract(epoch from a.ends)::int / 60) order by a.weekday, a.starts)
	    from availability a where a.staff_id = s.id), '[]') as spans
	from staff s
	where s.deactivated_at is null
	  and exists (select from staff_roles r where r.staff_id = s.id and r.role = 'clinician') `

type weekRow struct {
	Staff id.Staff
	Name  string
	Spans []struct {
		Weekday, From, To int
		Location          id.Location
		Place             *id.Place
	}
}

func (r weekRow) week() Week {
	w := Week{Staff: r.Staff, Name: r.Name}
	for _, a := range r.Spans {
		w.Spans = append(w.Spans, Availability{a.Weekday, a.Location, a.Place, civil.Hours{From: a.From, To: a.To}})
	}
	return w
}

func listWeeks(ctx context.Context, v *db.View) ([]Week, error) {
	rows, err := db.Many[weekRow](ctx, v, weeks+`order by lower(s.name), s.id limit 500`)
	out := make([]Week, len(rows))
	for i, r := range rows {
		out[i] = r.week()
	}
	return out, err
}

func findWeek(ctx context.Context, v *db.View, n id.Staff) (Week, error) {
	r, err := db.One[weekRow](ctx, v, weeks+`and s.id = $1`, n)
	return r.week(), err
}

func replaceWeek(ctx context.Context, tx *db.Tx, n id.Staff, spans []Availability) error {
	_, err := tx.Exec(ctx, `
		delete from availability
		where staff_id = $1`, n)
	if err != nil {
		return err
	}
	sets := make([][]any, len(spans))
	for i, a := range spans {
		sets[i] = []any{n, a.LocationID, a.PlaceID, a.Weekday, a.Hours.Opens(), a.Hours.Closes()}
	}
	err = tx.ExecMany(ctx, `
		insert into availability (staff_id, location_id, place_id, weekday, starts, ends)
		select $1, l.id, p.id, $4, $5::text::time, $6::text::time
		from locations l
		left join places p on p.id = $3 and p.location_id = l.id
		where l.id = $2 and ($3::bigint is null or p.id is not null)`, sets)
	if err != nil {
		return err
	}
	kept, err := db.Value[int](ctx, &tx.View, `
		select count(*)::int
		from availability
		where staff_id = $1`, n)
	if err == nil && kept != len(spans) {
		err = fault.New(fault.Invalid, "A room belongs to another location than the one beside it. Choose rooms of that location. Nothing was lost.")
	}
	return err
}
