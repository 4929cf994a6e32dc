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
