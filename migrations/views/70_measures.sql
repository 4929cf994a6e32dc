-- What one visit says for the measures. Times are seconds; null where the visit
-- says nothing. A cancellation within a day of the visit is a late one.
create view visit_facts as
select f.*, case when f.signed_at is not null then greatest(extract(epoch from f.signed_at - f.left_at), 0)::int end as turnaround,
  case when f.charged_at is not null then greatest(extract(epoch from f.charged_at - f.left_at), 0)::int end as lag
from (
  select v.client_id, v.id as visit_id, b.starts_local::date as day, b.starts_at, b.location_id, v.clinician_id, v.visit_type_id,
    coalesce(o.payer_id, 0) as payer_id,
    m.cancelled_at, coalesce(m.cancelled_at > b.starts_at - interval '24 hours', false) as late, m.missed_at,
    coalesce(m.seen_at, s.at) as seen_at, coalesce(m.seen_at, b.ends_at) as left_at,
    case when m.cancelled_at is null and m.missed_at is null then extract(epoch from b.ends_at - b.starts_at)::int / 60 else 0 end as minutes,
    extract(epoch from m.seen_at - m.arrived_at)::int as cycle,
    s.at as signed_at, h.at as charged_at,
    k.id as claim_id, k.id is not null and not exists (
      select from blockers x
      where x.client_id = k.client_id and x.visit_id = k.visit_id and x.kind = 'claim_detail' and x.subject_id = k.id and x.seen_at = k.made_at) as claim_ready,
    p.id as packet_id, coalesce(p.finished_at <= b.starts_at, false) as form_ready,
    case when s.at is not null then nullif(n.write_seconds, 0) end as writing
  from bookings b
  join visits v on v.booking_id = b.id and not v.history
  left join coverages o on o.client_id = v.client_id and o.id = v.coverage_id
  left join lateral (
    select max(k.at) filter (where k.kind = 'cancelled') as cancelled_at, max(k.at) filter (where k.kind = 'no_show') as missed_at,
      max(k.at) filter (where k.kind = 'arrived') as arrived_at, max(k.at) filter (where k.kind = 'seen') as seen_at
    from visit_marks k
    where k.client_id = v.client_id and k.visit_id = v.id
  ) m on true
  left join notes n on n.client_id = v.client_id and n.visit_id = v.id
  left join signatures s on s.client_id = n.client_id and s.note_id = n.id
  left join lateral (
    select min(c.at) as at
    from standing_charges c
    where c.client_id = v.client_id and c.visit_id = v.id
  ) h on true
  left join claims k on k.client_id = v.client_id and k.visit_id = v.id
  left join lateral (
    select p.id, p.finished_at
    from packets p
    where p.client_id = v.client_id and p.visit_id = v.id and p.required and p.withdrawn_at is null
    order by p.id
    limit 1
  ) p on m.arrived_at is not null or m.seen_at is not null or m.missed_at is not null
  where b.kind = 'visit'
) f;

-- The same, added up by day, as the table visit_days keeps it.
create view visit_days_scan as
select day, location_id, clinician_id, visit_type_id, payer_id,
  count(*)::int as visits, count(cancelled_at)::int as cancelled, (count(*) filter (where late))::int as late, count(missed_at)::int as missed,
  count(seen_at)::int as seen, sum(minutes)::int as minutes,
  count(cycle)::int as cycles, coalesce(sum(cycle), 0)::bigint as cycle_seconds,
  coalesce(array_agg(turnaround order by turnaround) filter (where turnaround is not null), '{}') as turnarounds,
  count(lag)::int as lags, coalesce(sum(lag), 0)::bigint as lag_seconds,
  count(claim_id)::int as claims, (count(*) filter (where claim_ready))::int as claims_ready,
  count(packet_id)::int as forms, (count(*) filter (where form_ready))::int as forms_ready,
  count(writing)::int as written, coalesce(sum(writing), 0)::bigint as write_seconds
from visit_facts
group by day, location_id, clinician_id, visit_type_id, payer_id;

-- The medians of weeks, from the sums of their days.
create view week_medians_scan as
select w.monday, count(*)::int as signed, percentile_disc(0.5) within group (order by t.seconds) as median
from (select distinct day - (extract(isodow from day)::int - 1) as monday from visit_days) w
join visit_days d on d.day >= w.monday and d.day < w.monday + 7
cross join lateral unnest(d.turnarounds) t (seconds)
group by w.monday;

-- What the ledger moved between two instants. A reversal counts as what it
-- reverses; what a charge lost neither by adjustment nor by being charged less
-- was collected. Money that is no charge's yet counts when it is used, and no more
-- once its charge is reversed and it is credit.
create function money_moved(since timestamptz, until timestamptz)
returns table (day date, location_id bigint, clinician_id bigint, visit_type_id bigint, payer_id bigint, charged bigint, collected bigint, adjusted bigint, owed bigint)
language sql stable
begin atomic
  select m.day, m.location_id, m.clinician_id, m.visit_type_id, m.payer_id, m.charged, m.charged - m.adjusted - m.owed, m.adjusted, m.owed
  from (
    select (e.at at time zone coalesce((select zone from practice), 'UTC'))::date as day,
      b.location_id, v.clinician_id, v.visit_type_id, coalesce(o.payer_id, 0) as payer_id,
      coalesce(sum(l.cents) filter (where l.account <> 'adjustment' and coalesce(r.kind, e.kind) = 'charge'), 0)::bigint as charged,
      coalesce(sum(l.cents) filter (where l.account = 'adjustment'), 0)::bigint as adjusted,
      coalesce(sum(l.cents) filter (where l.account in ('client_receivable', 'payer_receivable')), 0)::bigint as owed
    from entries e
    left join entries r on r.id = e.reverses_id
    join lines l on l.entry_id = e.id and l.account in ('client_receivable', 'payer_receivable', 'client_credit', 'adjustment')
    join charges c on c.client_id = l.client_id and c.id = l.charge_id
    join visits v on v.client_id = c.client_id and v.id = c.visit_id
    join bookings b on b.id = v.booking_id
    left join coverages o on o.client_id = v.client_id and o.id = v.coverage_id
    where e.at >= since and e.at < until
    group by 1, 2, 3, 4, 5
  ) m;
end;
