package clients

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

type readingRow struct {
	Code    string
	Label   string
	Unit    string
	Value   float64
	Value2  *float64
	TakenAt time.Time
}

// listReadings reads the last eight values of each kind: vital signs in our
// order, then what the laboratory sent last. Each kind is a short index range.
func listReadings(ctx context.Context, v *db.View) ([]readingRow, error) {
	return db.Many[readingRow](ctx, v, `
		with signs (place, code, codes) as (
		  select s.place, s.code, array[s.code, a.other]
		  from unnest($2::text[]) with ordinality s (code, place)
		  left join (values ('85354-9', '55284-4'), ('8310-5', '8331-1'), ('59408-5', '2708-6'), ('29463-7', '3141-9')) a (code, other)
		    on a.code = s.code
		), recent as (
		  select code, max(taken_at) as last_at
		  from (
		    select o.code, o.taken_at
		    from observations o
		    where o.client_id = $1 and o.category = 'laboratory' and o.value is not null and o.code <> all ($2::text[])
		    order by o.taken_at desc, o.id desc
		    limit 60
		  ) r
		  group by code
		  order by last_at desc, code
		  limit 8
		), kinds (place, code, codes) as (
		  select place, code, codes from signs
		  union all
		  select 100 + row_number() over (order by last_at desc, code), code, array[code] from recent
		)
		select k.code, r.label, r.unit, r.value, r.value2, r.taken_at
		from kinds k
		cross join lateral (
		  select o.label, o.unit, o.value::float8 as value, o.value2::float8 as value2, o.taken_at, o.id
		  from observations o
		  where o.client_id = $1 and o.code = any (k.codes) and o.value is not null
		    and o.status not in ('entered-in-error', 'cancelled')
		  order by o.taken_at desc, o.id desc
		  limit 8
		) r
		order by k.place, r.taken_at desc, r.id desc`, v.Client(), vitalCodes())
}

func vitalCodes() []string {
	out := make([]string, len(vitals))
	for i, v := range vitals {
		out[i] = v.code
	}
	return out
}

func insertReadings(ctx context.Context, tx *db.Tx, taken []measured, visit id.Visit) ([]id.Reading, error) {
	var made []id.Reading
	for _, m := range taken {
		r, err := insertRow[id.Reading](ctx, tx, "observations", `
			insert into observations (client_id, visit_id, category, code, code_system, label, value, value2, unit, words,
			  taken, taken_at, recorded_by)
			values ($1, nullif($2, 0), 'vital-signs', $3, 'http://loinc.org', $4, $5, nullif($6::float8, 0), $7, $8,
			  today()::text, clock(), nullif($9, 0))
			returning id`,
			tx.Client(), visit, m.code, m.label, m.value, m.value2, m.unit, m.words, tx.Who().Staff())
		if err != nil {
			return nil, err
		}
		made = append(made, r)
	}
	return made, nil
}

func strikeReadings(ctx context.Context, tx *db.Tx, readings []id.Reading) error {
	n, err := tx.Exec(ctx, `
		update observations
		set status = 'entered-in-error'
		where client_id = $1 and id = any ($2) and source = '' and status = 'final'`, tx.Client(), readings)
	if err == nil && n == 0 {
		return db.ErrNone
	}
	return err
}
