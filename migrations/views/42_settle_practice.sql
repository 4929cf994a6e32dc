-- settle_practice is settle for what is in nobody's file: the last statement of
-- every write to the practice, and of the clock's round each minute. Its lock is
-- taken when all else is done, so that nobody waits in a ring.
create function settle_practice() returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  at timestamptz := clock();
begin
  perform lock_scope(9, 0);
  with standing as (
    select * from practice_blocking where since is null or since <= at
  ), cleared as (
    update practice_blockers b set cleared_at = at, cleared_by = current_setting('charthouse.trail')::bigint
    where b.cleared_at is null
      and not exists (select from standing s where s.kind = b.kind and s.subject_id = b.subject_id)
  )
  insert into practice_blockers as b (kind, subject_id, fixer, verb, since, due, seen_at)
  select kind, subject_id, fixer, verb, coalesce(since, at), due, at from standing
  on conflict (kind, subject_id) where cleared_at is null do update
  set due = excluded.due
  where b.due is distinct from excluded.due;
end $$;
