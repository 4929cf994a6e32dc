-- settle makes the blockers of one file true again, as the last statement of
-- every write in it. begin_act holds the file's lock; taking it again costs
-- nothing and keeps settle safe by itself. Only differences are written.
create function settle(file bigint) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  at timestamptz := clock();
begin
  perform pg_advisory_xact_lock(file);
  perform close_tasks(file);
  with candidates as materialized (
    select * from blocking b where b.client_id = file
  ), now_true as (
    select * from candidates where since <= at and (until is null or until > at)
  ), standing as (
    -- A question stands as long as what it asks about.
    select t.* from now_true t
    where t.kind <> 'question_waiting' or exists (
      select from questions q
      join now_true o on o.kind = q.kind and o.subject_id = q.subject_id and o.field = q.field
      where q.client_id = file and q.id = t.subject_id)
  ), cleared as (
    update blockers b set cleared_at = at, cleared_by = current_setting('charthouse.trail')::bigint
    where b.client_id = file and b.cleared_at is null
      and not exists (select from standing s where s.kind = b.kind and s.subject_id = b.subject_id and s.field = b.field)
  ), came as (
    insert into blockers as b (client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, verb, since, due, cents, seen_at)
    select client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, verb, since, due, cents, at from standing
    on conflict (client_id, kind, subject_id, field) where cleared_at is null do update
    set visit_id = excluded.visit_id, station = excluded.station, fixer = excluded.fixer, owner_id = excluded.owner_id, due = excluded.due, cents = excluded.cents, since = excluded.since
    where (b.visit_id, b.station, b.fixer, b.owner_id, b.due, b.cents, b.since)
      is distinct from (excluded.visit_id, excluded.station, excluded.fixer, excluded.owner_id, excluded.due, excluded.cents, excluded.since)
  ), next as (
    select min(t) as next_due
    from (
      select since as t from candidates where since > at
      union all select until from candidates where until > at
    ) f
  ), gone as (
    delete from file_clocks where client_id = file and (select next_due from next) is null
  )
  insert into file_clocks as c (client_id, next_due)
  select file, next_due from next where next_due is not null
  on conflict (client_id) do update set next_due = excluded.next_due
  where c.next_due is distinct from excluded.next_due;
end $$;
