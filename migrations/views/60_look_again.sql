-- A changed setting makes the files due that it touches: the clock job settles
-- them. It touches those where something of that kind stands, or would stand now;
-- of one field only, where the setting mends just that. Its files are many and in
-- no act, so the guard is told of them here.
create function look_again(changed text, missing text default '') returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  mended text := case changed when 'message_clinical' then 'message_unanswered' else changed end; -- two targets, one predicate
  mine text := current_setting('charthouse.clients', true);
  touched bigint[] := array(
    select client_id from blocking where kind = mended and (missing = '' or field = missing)
    union
    select client_id from blockers where kind = mended and (missing = '' or field = missing) and cleared_at is null);
begin
  perform set_config('charthouse.clients', touched::text, true);
  insert into file_clocks as c (client_id, next_due)
  select t, clock() from unnest(touched) t order by t
  on conflict (client_id) do update set next_due = excluded.next_due
  where c.next_due > excluded.next_due;
  perform set_config('charthouse.clients', coalesce(mine, ''), true);
end $$;
