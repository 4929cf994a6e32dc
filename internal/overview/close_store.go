package overview

import (
	"context"

	"charthouse/internal/db"
)

// closeDays counts the first days that are over and not counted, in the
// practice's zone. A practice begins with its first visit.
func closeDays(ctx context.Context, tx *db.Tx, most int) (int, error) {
	return db.Value[int](ctx, &tx.View, `
		with today as (
		  select today() as day
		), due as (
		  select g.day::date as day
		  from today t
		  cross join lateral generate_series(
		    greatest(t.day - $2::int, (select min(starts_local::date) from bookings where kind = 'visit')), t.day - 1, interval '1 day') g (day)
		  where not exists (select from closed_days c where c.day = g.day)
		  order by g.day
		  limit $1
		), closed as (
		  insert into closed_days (day)
		  select day
		  from due
		  returning day
		), counted as (
		  insert into day_counts (day, measure, staff_id, location_id, cause, how, above, below)
		  select c.day, k.*
		  from closed c
		  cross join lateral day_counts_of(c.day) k
		)
		select count(*)::int
		from closed`, most, reach)
}

// askThirdFree keeps how soon one could be seen as each of the first days began
// for which nobody asked yet, today among them. The instant of a day that began
// earlier is its midnight, today's is now: what was booked since counts as it is.
func askThirdFree(ctx context.Context, tx *db.Tx, most int) error {
	_, err := tx.Exec(ctx, `
		with zone as (
		  select coalesce((select zone from practice), 'UTC') as name
		), due as (
		  select g.day::date as day, z.name as zone
		  from zone z
		  cross join lateral generate_series(
		    greatest((clock() at time zone z.name)::date - $2::int, (select min(starts_local::date) from bookings where kind = 'visit')),
		    (clock() at time zone z.name)::date, interval '1 day') g (day)
		  where not exists (select from day_counts c where c.measure = 'third_next' and c.day = g.day)
		  order by g.day
		  limit $1
		)
		insert into day_counts (day, measure, staff_id, location_id, cause, how, above, below)
		select d.day, 'third_next', f.clinician_id, f.location_id, '', '', f.days, 1
		from due d
		cross join lateral third_free(case when d.day = (clock() at time zone d.zone)::date then clock() else d.day::timestamp at time zone d.zone end) f`,
		most, reach)
	return err
}

// dayCounts reads what the days from $1 until before $2 count; today is counted
// now.
const dayCounts = `
		  select *
		  from day_counts
		  where day >= $1 and day < $2
		  union all
		  select t.day, k.*
		  from (select today() as day) t
		  cross join lateral day_counts_of(t.day) k
		  where t.day >= $1 and t.day < $2`

type countRow struct {
	Group   int64
	Name    string
	Measure string
	Above   int64
	Below   int64
}

// listCounts adds up counts by week or by group: $5 says by what; those of one
// measure ($6), or of all where it is empty. Of the ways in which lines left, each
// is a part of all.
func listCounts(ctx context.Context, v *db.View, span Span, of Of, by By, only Rows) ([]countRow, error) {
	if of.Type != 0 || of.Payer != 0 || by == ByType || by == ByPayer {
		return nil, nil
	}
	return db.Many[countRow](ctx, v, `
		with days as (`+dayCounts+`
		), mine as (
		  select case $5 when 'week' then (d.day - $1::date) / 7 when 'clinician' then d.staff_id when 'location' then d.location_id else 0 end::bigint as number,
		    case $5 when 'cause' then d.cause when 'how' then d.how when 'staff' then (select s.name from staff s where s.id = d.staff_id) else '' end as name, d.measure, d.above, d.below
		  from days d
		  where ($3::bigint = 0 or d.staff_id = $3) and ($4::bigint = 0 or d.location_id = $4) and $6 in ('', d.measure)
		)
		select m.number as "group", coalesce(m.name, '') as name, m.measure,
		  case when $5 = 'how' and m.measure = 'left' then sum(m.below) else sum(m.above) end::bigint as above,
		  case when $5 = 'how' then sum(sum(m.below)) over (partition by m.measure) else sum(m.below) end::bigint as below
		from mine m
		group by m.number, m.name, m.measure
		order by m.number, m.name, m.measure`, span.From, span.To, of.Clinician, of.Location, by, only)
}
