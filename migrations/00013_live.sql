-- +goose Up
-- What an act changed that open screens show is gathered in its transaction and
-- told to them after the commit (internal/db/tell.go). Numbers and names of
-- screens only, never content.

-- touch notes that rows changed which a screen lists: its argument names it.
-- +goose StatementBegin
create function touch() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  was text := coalesce(current_setting('charthouse.touched', true), '');
begin
  if position(tg_argv[0] in was) = 0 then
    perform set_config('charthouse.touched', was || ' ' || tg_argv[0], true);
  end if;
  return null;
end $$;

-- touch_day notes the location whose day changed: where a booking was, and where it is.
create function touch_day() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  was bigint[] := coalesce(nullif(current_setting('charthouse.days', true), ''), '{}')::bigint[];
  day bigint;
begin
  for day in
    select distinct l
    from unnest(array[case when tg_op <> 'INSERT' then old.location_id end, case when tg_op <> 'DELETE' then new.location_id end]) l
    where l is not null and not l = any (was)
  loop
    was := was || day;
    perform set_config('charthouse.days', was::text, true);
  end loop;
  return null;
end $$;

-- touch_mark is touch_day for what happened at a visit.
create function touch_mark() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  was bigint[] := coalesce(nullif(current_setting('charthouse.days', true), ''), '{}')::bigint[];
  day bigint := (
    select b.location_id
    from visits v
    join bookings b on b.id = v.booking_id
    where v.id = case when tg_op = 'DELETE' then old.visit_id else new.visit_id end);
begin
  if day is not null and not day = any (was) then
    perform set_config('charthouse.days', (was || day)::text, true);
  end if;
  return null;
end $$;
-- +goose StatementEnd

create trigger touch_day after insert or update or delete on bookings for each row execute function touch_day();
create trigger touch_mark after insert or update or delete on visit_marks for each row execute function touch_mark();
create trigger touch after insert or update or delete on blockers for each row execute function touch('worklist');
create trigger touch after insert or update or delete on practice_blockers for each row execute function touch('worklist');
create trigger touch after insert or update or delete on questions for each row execute function touch('worklist');
create trigger touch after insert or update or delete on conversations for each row execute function touch('inbox');
create trigger touch after insert or update or delete on messages for each row execute function touch('inbox');
create trigger touch after insert or update or delete on received_mails for each row execute function touch('inbox');

-- touched is what the act under way changed for screens: the days at these
-- locations, the worklist, the inbox. A file that was written in changes the
-- lines of its visits, so the days around today that show it are among them.
-- +goose StatementBegin
create function touched(files bigint[], out days bigint[], out worklist boolean, out inbox boolean)
language sql stable set search_path = public, pg_temp
begin atomic
  select array(
      select unnest(coalesce(nullif(current_setting('charthouse.days', true), ''), '{}')::bigint[])
      union
      select b.location_id
      from visits v
      join bookings b on b.id = v.booking_id
      where v.client_id = any (files) and b.location_id is not null
        and b.starts_at between clock() - interval '36 hours' and clock() + interval '36 hours'),
    position('worklist' in coalesce(current_setting('charthouse.touched', true), '')) > 0,
    position('inbox' in coalesce(current_setting('charthouse.touched', true), '')) > 0;
end;
-- +goose StatementEnd

-- Who has a page of a file open. Rows live as long as their page's stream, and
-- after a crash of its process until they end by themselves. Nothing of it is
-- kept, so it is not logged.
create unlogged table presence (
  stream    text primary key,
  process   text not null,
  client_id bigint not null,
  staff_id  bigint not null,
  writing   boolean not null,
  since     timestamptz not null,
  until     timestamptz not null
);
create index presence_file on presence (client_id);
create index presence_process on presence (process);
comment on table presence is 'plumbing: who has a page of a file open';
