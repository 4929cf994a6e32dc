-- The rows of each day added up, with the lengths of all its notes.
create view visit_totals_of_days as
select d.day, 0::bigint as location_id, 0::bigint as clinician_id, 0::bigint as visit_type_id, 0::bigint as payer_id,
  sum(d.visits)::int as visits, sum(d.cancelled)::int as cancelled, sum(d.late)::int as late, sum(d.missed)::int as missed, sum(d.seen)::int as seen,
  sum(d.minutes)::int as minutes, sum(d.cycles)::int as cycles, sum(d.cycle_seconds)::bigint as cycle_seconds,
  array(select t.seconds from visit_days o cross join lateral unnest(o.turnarounds) t (seconds) where o.day = d.day) as turnarounds,
  sum(d.lags)::int as lags, sum(d.lag_seconds)::bigint as lag_seconds, sum(d.claims)::int as claims, sum(d.claims_ready)::int as claims_ready,
  sum(d.forms)::int as forms, sum(d.forms_ready)::int as forms_ready, sum(d.written)::int as written, sum(d.write_seconds)::bigint as write_seconds
from visit_days d
group by d.day;

create view money_totals_of_days as
select d.day, 0::bigint as location_id, 0::bigint as clinician_id, 0::bigint as visit_type_id, 0::bigint as payer_id,
  sum(d.charged)::bigint as charged, sum(d.collected)::bigint as collected, sum(d.adjusted)::bigint as adjusted, sum(d.owed)::bigint as owed
from money_days d
group by d.day;

-- The sums of all days at once, from the records.
create function count_all_days() returns void
language sql volatile set search_path = public, pg_temp
begin atomic
  delete from dirty_days;
  delete from visit_days;
  delete from money_days;
  delete from week_medians;
  insert into visit_days select * from visit_days_scan;
  insert into week_medians select * from week_medians_scan;
  insert into money_days select * from money_moved('-infinity', 'infinity');
  delete from visit_totals;
  insert into visit_totals select * from visit_totals_of_days;
  delete from money_totals;
  insert into money_totals select * from money_totals_of_days;
end;

-- Another zone of the practice's ends its days at other instants: what the ledger
-- moved may now be of a day beside. Two zones are up to 26 hours apart, which is two
-- days at most. The days of visits are their locations' and stay.
create function soil_money_days() returns void
language sql volatile set search_path = public, pg_temp
begin atomic
  insert into dirty_days (day)
  select distinct d.day + g.beside
  from (select day from money_days union select day from dirty_days) d
  cross join generate_series(-2, 2) g (beside);
end;
