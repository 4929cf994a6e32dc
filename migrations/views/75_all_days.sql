-- The sums of all days at once, from the records.
create function count_all_days() returns void
language sql volatile set search_path = public, pg_temp
begin atomic
  delete from dirty_days;
  delete from visit_days;
  delete from money_days;
  insert into visit_days select * from visit_days_scan;
  insert into money_days select * from money_moved('-infinity', 'infinity');
end;
