package overview

import (
	"context"

	"charthouse/internal/db"
)

// listRows reads visits from the view that the sums are of, so that a number
// and its rows cannot differ. $8 says which ones; what is owed has no span.
func listRows(ctx context.Context, v *db.View, rows Rows, span Span, of Of, most int) ([]Row, error) {
	return db.Many[Row](ctx, v, `
		with chosen as (
		  select d.client_id, d.visit_id, d.starts_at, d.location_id, d.clinician_id, d.visit_type_id, d.payer_id,
		    coalesce(case $8 when 'cycles' then d.cycle when 'signed' then d.turnaround when 'charged' then d.lag when 'booked' then d.minutes * 60 end, 0)::bigint as seconds,
		    0::bigint as cents
		  from visit_facts d
		  where d.day >= $1 and d.day < $2 and $8 <> 'owed' and $3::text is not null and`+within+`
		    and case $8
		      when 'missed' then d.missed_at is not null
		      when 'late' then d.late
		      when 'cycles' then d.cycle is not null
		      when 'booked' then d.minutes > 0
		      when 'signed' then d.turnaround is not null
		      when 'charged' then d.lag is not null
		      when 'claimed' then d.claim_id is not null and not d.claim_ready
		      when 'forms' then d.packet_id is not null and not d.form_ready
		    end
		  union all
		  select d.client_id, d.visit_id, d.starts_at, d.location_id, d.clinician_id, d.visit_type_id, d.payer_id, 0, q.client_cents + q.payer_cents
		  from visit_dues q
		  join lateral (
		    select f.*
		    from visit_facts f
		    where f.client_id = q.client_id and f.visit_id = q.visit_id
		  ) d on true
		  where $8 = 'owed' and`+within+`
		), worst as (
		  select *
		  from chosen
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
