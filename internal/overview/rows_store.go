package overview

import (
	"context"

	"charthouse/internal/db"
)

// listRows reads visits from the view that the sums are of, and money from the
// ledger as they do, so that a number and its rows cannot differ. $8 says which
// ones. Money is looked at as of the end of the span.
func listRows(ctx context.Context, v *db.View, rows Rows, span Span, of Of, most int) ([]Row, error) {
	return db.Many[Row](ctx, v, `
		with chosen as (
		  select d.client_id, d.visit_id, d.starts_at, d.location_id, d.clinician_id, d.visit_type_id, d.payer_id,
		    coalesce(case $8 when 'cycles' then d.cycle when 'signed' then d.turnaround when 'charged' then d.lag when 'booked' then d.minutes * 60 when 'written' then d.writing end, 0)::bigint as seconds,
		    0::bigint as cents
		  from visit_facts d
		  where d.day >= $1 and d.day < $2 and $8 not in ('owed', 'uncollected') and $3::text is not null and`+within+`
		    and case $8
		      when 'missed' then d.missed_at is not null
		      when 'late' then d.late
		      when 'cycles' then d.cycle is not null
		      when 'booked' then d.minutes > 0
		      when 'signed' then d.turnaround is not null
		      when 'charged' then d.lag is not null
		      when 'written' then d.writing is not null
		      when 'claimed' then d.claim_id is not null and not d.claim_ready
		      when 'forms' then d.packet_id is not null and not d.form_ready
		    end
		), money as (`+moneyRows+`
		), worst as (
		  select *
		  from (
		    select * from chosen
		    union all
		    select d.client_id, d.visit_id, d.starts_at, d.location_id, d.clinician_id, d.visit_type_id, d.payer_id, 0::bigint, d.cents
		    from money d
		    where`+within+`
		  ) c
		  order by cents desc, seconds desc, starts_at desc, visit_id
		  limit $9
		)
		select w.client_id, called(c) as client, w.visit_id, w.starts_at,
		  l.zone, s.name as clinician, case when hidden(c.id) then '' else t.name end as visit_type, l.name as location,
		  case when hidden(c.id) then '' else coalesce(p.name, '') end as payer, w.seconds, w.cents
		from worst w
		join clients c on c.id = w.client_id
		join staff s on s.id = w.clinician_id
		join visit_types t on t.id = w.visit_type_id
		join locations l on l.id = w.location_id
		left join payers p on p.id = w.payer_id
		order by w.cents desc, w.seconds desc, w.starts_at desc, w.visit_id`,
		span.From, span.To, "", of.Clinician, of.Location, of.Type, of.Payer, rows, most)
}

// moneyRows are the visits on which something was owed at the end of the span:
// what is owed today less what moved since; or of what was charged in the 13 weeks
// before it and not collected, as the number counts: what the receivables moved.
const moneyRows = `
		  select m.client_id, m.visit_id, b.starts_at, b.location_id, v.clinician_id, v.visit_type_id, coalesce(o.payer_id, 0) as payer_id, m.cents
		  from (
		    select client_id, visit_id, sum(cents)::bigint as cents
		    from (
		      select q.client_id, q.visit_id, q.client_cents + q.payer_cents as cents
		      from visit_dues q
		      where $8 = 'owed'
		      union all
		      select c.client_id, c.visit_id, case $8 when 'owed' then -l.cents else l.cents end
		      from (
		        select ($2::date - 91)::timestamp at time zone p.zone as since, $2::date::timestamp at time zone p.zone as until
		        from (select coalesce((select zone from practice), 'UTC') as zone) p
		      ) i
		      join entries e on e.at >= case $8 when 'owed' then i.until else i.since end and e.at < case $8 when 'owed' then 'infinity' else i.until end
		      join lines l on l.entry_id = e.id and l.account in ('client_receivable', 'payer_receivable')
		      join charges c on c.client_id = l.client_id and c.id = l.charge_id
		      where $8 in ('owed', 'uncollected')
		    ) x
		    group by client_id, visit_id
		    having sum(cents) <> 0
		  ) m
		  join visits v on v.client_id = m.client_id and v.id = m.visit_id
		  join bookings b on b.id = v.booking_id
		  left join coverages o on o.client_id = v.client_id and o.id = v.coverage_id`
