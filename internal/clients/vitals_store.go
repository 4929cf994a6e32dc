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

// same maps codes under which other systems send the same vital sign to ours.
const same = `case o.code when '55284-4' then '85354-9' when '8331-1' then '8310-5' when '2708-6' then '59408-5' when '3141-9' then '29463-7' else o.code end`

// listReadings reads the last eight values of each kind: vital signs, then the
// laboratory's newest.
func listReadings(ctx context.Context, v *db.View) ([]readingRow, error) {
	return db.Many[readingRow](ctx, v, `
		with latest as (
		  select `+same+` as code, o.label, o.unit, o.value, o.value2, o.taken_at, o.id, o.category
		  from observations o
		  where o.client_id = $1 and o.value is not null and o.status not in ('entered-in-error', 'cancelled')
		    and o.code <> '' and o.category in ('vital-signs', 'laboratory')
		), ranked as (
		  select l.*, row_number() over (partition by l.code order by l.taken_at desc, l.id desc) as nth,
		    max(l.taken_at) over (partition by l.code) as last_at,
		    coalesce(array_position($2::text[], l.code), 100) as place
		  from latest l
		), kinds as (
		  select code, row_number() over (order by place, last_at desc, code) as kind
		  from ranked
		  where nth = 1 and (place < 100 or category = 'laboratory')
		)
		select r.code, r.label, r.unit, r.value::float8 as value, r.value2::float8 as value2, r.taken_at
		from ranked r
		join kinds k on k.code = r.code
		where r.nth <= 8 and k.kind <= 12
		order by k.kind, r.nth`, v.Client(), vitalCodes())
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
			  to_char(clock(), 'YYYY-MM-DD'), clock(), nullif($9, 0))
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
