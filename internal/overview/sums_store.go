package overview

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
)

// within narrows rows of days to Of: $4 to $7.
const within = `
		  ($4::bigint = 0 or d.clinician_id = $4) and ($5::bigint = 0 or d.location_id = $5) and ($6::bigint = 0 or d.visit_type_id = $6)
		  and ($7::bigint = 0 or d.payer_id = greatest($7, 0))`

// group is the number that a row of days counts for: $8 says by what.
const group = `
		  case $8
		    when 'clinician' then d.clinician_id
		    when 'location' then d.location_id
		    when 'type' then d.visit_type_id
		    when 'payer' then d.payer_id
		    else (d.day - $1::date) / 7
		  end`

// groups names every group there can be, so that one without visits stands too.
const groups = `
		  select g::bigint as number, '' as name from generate_series(0, ($2::date - $1::date) / 7 - 1) g where $8 = 'week'
		  union all
		  select s.id, s.name from staff s join staff_roles r on r.staff_id = s.id and r.role = 'clinician' where $8 = 'clinician'
		  union all
		  select id, name from locations where $8 = 'location'
		  union all
		  select id, name from visit_types where $8 = 'type'
		  union all
		  select id, name from payers where $8 = 'payer'
		  union all
		  select 0, 'No payer' where $8 = 'payer'`

// hours are the clinicians' minutes of each day. Time blocked within them is taken off, at whatever location it is blocked.
// What touches an hour began two local days from it at most: by day it is found fast.
// Of the whole practice ($9) the rules of those whom nothing of the span keeps from them count together by weekday.
const hours = `steady as materialized (
		  select s.id as staff_id, l.id as location_id
		  from staff s
		  cross join locations l
		  where $9 and s.deactivated_at is null and l.closed_at is null
		    and not exists (select from absences x where x.staff_id = s.id and x.from_on < $2 and x.until_on >= $1)
		    and not exists (select from closures c where coalesce(c.location_id, l.id) = l.id and c.from_on < $2 and c.until_on >= $1)
		), rules as (
		  select a.weekday, a.from_on, a.until_on, sum(extract(epoch from a.ends - a.starts)::bigint / 60)::bigint as minutes
		  from availability a
		  join steady using (staff_id, location_id)
		  group by a.weekday, a.from_on, a.until_on
		), blocked as materialized (
		  select r.staff_id, b.starts_local::date + beside as day, b.starts_at, b.ends_at
		  from generate_series(-2, 2) beside
		  cross join bookings b
		  join booking_resources h on h.booking_id = b.id and h.freed_at is null
		  join resources r on r.id = h.resource_id and r.staff_id is not null
		  where b.kind = 'block' and b.starts_local >= $1::date - 2 and b.starts_local < $2::date + 2
		), hours as (
		  select g.day::date as day, 0::bigint as location_id, 0::bigint as clinician_id, 0::bigint as visit_type_id, 0::bigint as payer_id, r.minutes
		  from generate_series($1, $2::date - 1, interval '1 day') g (day)
		  join rules r on r.weekday = extract(isodow from g.day) and coalesce(r.from_on <= g.day, true) and coalesce(r.until_on >= g.day, true)
		  union all
		  select day, location_id, staff_id, 0, 0, extract(epoch from ends - starts)::bigint / 60
		  from working_hours($1, $2)
		  where (staff_id, location_id) not in (select staff_id, location_id from steady)
		  union all
		  select w.day, w.location_id, w.staff_id, 0, 0,
		    -extract(epoch from least(t.ends_at, (w.day + w.ends) at time zone l.zone) - greatest(t.starts_at, (w.day + w.starts) at time zone l.zone))::bigint / 60
		  from blocked t
		  join working_hours($1, $2) w on w.staff_id = t.staff_id and w.day = t.day
		  join locations l on l.id = w.location_id
		  where t.starts_at < (w.day + w.ends) at time zone l.zone and t.ends_at > (w.day + w.starts) at time zone l.zone`

// listSums reads the sums of days, the clinicians' hours and the medians: those
// of whole weeks are kept ($9), others are of the days' lengths.
func listSums(ctx context.Context, v *db.View, span Span, of Of, by By, behind []civil.Date) ([]Sums, error) {
	whole, days := of == (Of{}) && by == ByWeek, visitDays
	if whole {
		days = visitTotals
	}
	return db.Many[Sums](ctx, v, `
		with days as materialized (`+days+`
		), mine as materialized (
		  select`+group+` as grp, d.*
		  from days d
		  where`+within+`
		), sums as (
		  select grp, sum(visits) as visits, sum(cancelled) as cancelled, sum(late) as late, sum(missed) as missed, sum(seen) as seen,
		    sum(minutes) as minutes, sum(cycles) as cycles, sum(cycle_seconds) as cycle_seconds, sum(lags) as lags, sum(lag_seconds) as lag_seconds,
		    sum(claims) as claims, sum(claims_ready) as claims_ready, sum(forms) as forms, sum(forms_ready) as forms_ready,
		    sum(written) as written, sum(write_seconds) as write_seconds
		  from mine
		  group by grp
		), known as (
		  select (w.monday - $1::date) / 7 as grp, w.signed, w.median
		  from week_medians w
		  where $9 and w.monday >= $1 and w.monday < $2 and not exists (select from unnest($3::date[]) b (day) where b.day >= w.monday and b.day < w.monday + 7)
		), medians as (
		  select m.grp, count(*) as signed, percentile_disc(0.5) within group (order by t.seconds) as median
		  from mine m
		  cross join lateral unnest(m.turnarounds) t (seconds)
		  where m.grp not in (select grp from known)
		  group by m.grp
		  union all
		  select grp, signed, median
		  from known
		), `+hours+`
		), capacity as (
		  select`+group+` as grp, sum(d.minutes) as capacity
		  from hours d
		  where ($4::bigint = 0 or d.clinician_id = $4) and ($5::bigint = 0 or d.location_id = $5) and $6::bigint = 0 and $7::bigint = 0 and $8 not in ('type', 'payer')
		  group by 1
		)
		select g.number as "group", g.name, coalesce(s.visits, 0)::bigint as visits, coalesce(s.cancelled, 0)::bigint as cancelled,
		  coalesce(s.late, 0)::bigint as late, coalesce(s.missed, 0)::bigint as missed, coalesce(s.seen, 0)::bigint as seen,
		  coalesce(s.minutes, 0)::bigint as minutes, coalesce(c.capacity, 0)::bigint as capacity,
		  coalesce(s.cycles, 0)::bigint as cycles, coalesce(s.cycle_seconds, 0)::bigint as cycle_seconds,
		  coalesce(m.signed, 0)::bigint as signed, coalesce(m.median, 0)::bigint as median,
		  coalesce(s.lags, 0)::bigint as lags, coalesce(s.lag_seconds, 0)::bigint as lag_seconds,
		  coalesce(s.claims, 0)::bigint as claims, coalesce(s.claims_ready, 0)::bigint as claims_ready,
		  coalesce(s.forms, 0)::bigint as forms, coalesce(s.forms_ready, 0)::bigint as forms_ready,
		  coalesce(s.written, 0)::bigint as written, coalesce(s.write_seconds, 0)::bigint as write_seconds,
		  0::bigint as charged13, 0::bigint as collected13, 0::bigint as adjusted13, 0::bigint as owed_at_end
		from (`+groups+`
		) g
		left join sums s on s.grp = g.number
		left join medians m on m.grp = g.number
		left join capacity c on c.grp = g.number
		order by g.name, g.number`,
		span.From, span.To, behind, of.Clinician, of.Location, of.Type, of.Payer, by, whole && span.From.ISOWeekday() == 1)
}

type moneySums struct {
	Group                                         int64
	Charged13, Collected13, Adjusted13, OwedAtEnd int64
}

// listMoney adds up 13 weeks before the end of each week, or of the span for
// groups. What is owed at an end is what is owed today less what moved since; of
// the whole practice ($9) nobody asks whose it is.
func listMoney(ctx context.Context, v *db.View, span Span, of Of, by By, behind []civil.Date) ([]moneySums, error) {
	whole, days := of == (Of{}) && by == ByWeek, "money_days"
	if whole {
		days = "money_totals"
	}
	return db.Many[moneySums](ctx, v, `
		with counted as materialized ( -- whole days: asked for a part of one, the planner begins with every visit
		  select m.*
		  from unnest($3::date[]) b (day)
		  cross join lateral (
		    select b.day::timestamp at time zone z.zone as since, (b.day + 1)::timestamp at time zone z.zone as until
		    from (select coalesce((select zone from practice), 'UTC') as zone) z
		  ) s
		  cross join lateral money_moved(s.since, s.until) m
		  where exists (select from entries e where e.at >= s.since and e.at < s.until) -- visits to come soil their days too
		), moved as (
		  select *
		  from `+days+`
		  where day >= $1::date - 91 and not day = any ($3)
		  union all
		  select *
		  from counted
		), mine as materialized (
		  select case when $8 = 'week' then 0 else`+group+` end as grp, d.day,
		    sum(d.charged) as charged, sum(d.collected) as collected, sum(d.adjusted) as adjusted, sum(d.owed) as owed
		  from moved d
		  where`+within+`
		  group by 1, 2
		), dues as (
		  select null::date as day, 0::bigint as location_id, 0::bigint as clinician_id, 0::bigint as visit_type_id, 0::bigint as payer_id,
		    sum(q.client_cents + q.payer_cents)::bigint as cents
		  from visit_dues q
		  where $9
		  union all
		  select b.starts_local::date as day, b.location_id, v.clinician_id, v.visit_type_id, coalesce(o.payer_id, 0) as payer_id,
		    q.client_cents + q.payer_cents as cents
		  from visit_dues q
		  join visits v on v.client_id = q.client_id and v.id = q.visit_id
		  join bookings b on b.id = v.booking_id
		  left join coverages o on o.client_id = v.client_id and o.id = v.coverage_id
		  where not $9
		), owed as (
		  select case when $8 = 'week' then 0 else`+group+` end as grp, sum(d.cents) as cents
		  from dues d
		  where`+within+`
		  group by 1
		), ends as (
		  select g::bigint as number, 0::bigint as grp, $1::date + 7 * (g + 1) as until from generate_series(0, ($2::date - $1::date) / 7 - 1) g where $8 = 'week'
		  union all
		  select distinct m.grp, m.grp, $2::date from (select grp from mine union select grp from owed) m where $8 <> 'week'
		)
		select e.number as "group",
		  coalesce(sum(m.charged) filter (where m.day < e.until and m.day >= e.until - 91), 0)::bigint as charged13,
		  coalesce(sum(m.collected) filter (where m.day < e.until and m.day >= e.until - 91), 0)::bigint as collected13,
		  coalesce(sum(m.adjusted) filter (where m.day < e.until and m.day >= e.until - 91), 0)::bigint as adjusted13,
		  (coalesce(max(o.cents), 0) - coalesce(sum(m.owed) filter (where m.day >= e.until), 0))::bigint as owed_at_end
		from ends e
		left join mine m on m.grp = e.grp
		left join owed o on o.grp = e.grp
		group by e.number
		order by e.number`,
		span.From, span.To, behind, of.Clinician, of.Location, of.Type, of.Payer, by, whole)
}
