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
