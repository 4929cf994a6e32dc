-- +goose Up
-- The corridor every row passes: who acts, when, in whose file, and what changed.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- The act's instant. SQL reads clock(), Go reads tx.Now(); nobody reads now().
create function clock() returns timestamptz
language sql stable parallel safe
return coalesce(nullif(current_setting('charthouse.now', true), '')::timestamptz, now());

-- Folded for finding: no accents, no case. Immutable, since the dictionary is pinned by name.
create function fold(words text) returns text
language sql immutable parallel safe strict
return lower(public.unaccent('public.unaccent'::regdictionary, words));

-- The words of a text, each once, folded, and cut at the same signs in what is written and in what is asked for.
create function lexemes(words text) returns tsvector
language sql immutable parallel safe strict
return strip(to_tsvector('pg_catalog.simple'::regconfig, regexp_replace(public.fold(left(words, 100000)), $r$[-\s,.;:!?'’‘"“”„«»()\[\]{}<>/\\|*#+=_&%@~…–—]+$r$, ' ', 'g')));

-- What has every word that was asked for, or the beginning of one. A word
-- of at most so many letters is meant whole: too many begin with it.
create function begins(asked text, whole int default 2) returns tsquery
language sql immutable parallel safe strict
return (
  select string_agg(format('''%s''%s', w, case when length(w) > whole then ':*' end), ' & ')::tsquery
  from unnest(tsvector_to_array(public.lexemes(asked))) w);

-- What has one of the words that were asked for, or the beginning of one.
create function begins_any(asked text) returns tsquery
language sql immutable parallel safe strict
return (
  select string_agg(format('''%s''%s', w, case when length(w) > 2 then ':*' end), ' | ')::tsquery
  from unnest(tsvector_to_array(public.lexemes(asked))) w);

-- The trail: every act, allowed or refused. No foreign keys: the file asked for may not exist.
create table trail (
  id        bigint generated always as identity primary key,
  at        timestamptz not null,
  wall      timestamptz not null default clock_timestamp(),
  actor     text not null,
  staff_id  bigint,
  link_id   bigint,
  verb      text not null,
  client_id bigint,
  clients   bigint[] not null default '{}',
  allowed   boolean not null,
  request   text not null default ''
);
create index trail_of_file on trail (client_id, id) where client_id is not null;
create index trail_of_person on trail (staff_id, id desc) include (client_id) where verb = 'client.open' and allowed and client_id is not null;
comment on table trail is 'house: who did what in whose file; append-only';

-- The history: the columns that each change gave another value.
create table history (
  id        bigint generated always as identity primary key,
  trail_id  bigint not null,
  at        timestamptz not null,
  tbl       text not null,
  row_id    bigint,
  client_id bigint,
  op        "char" not null,
  old       jsonb,
  new       jsonb
);
create index history_of_row on history (tbl, row_id, id);
create index history_of_file on history (client_id, id) where client_id is not null;
comment on table history is 'house: changed columns of every row; append-only';

-- One effect per form: the second post of a key finds what the first one made.
create table form_posts (
  actor   text not null,
  key     text not null,
  verb    text not null,
  hash    bytea not null,
  outcome bigint,
  at      timestamptz not null,
  primary key (actor, key, verb)
);
create index form_posts_age on form_posts (at);
comment on table form_posts is 'house: keys of posted forms and what they made';

-- Plumbing outside acts: web sessions (scs) and how often somebody knocked.
create table sessions (
  token  text primary key,
  data   bytea not null,
  expiry timestamptz not null
);
create index sessions_expiry on sessions (expiry);
comment on table sessions is 'plumbing: web sessions';

create table knocks (
  key    text primary key,
  count  int not null,
  until  timestamptz not null
);
comment on table knocks is 'plumbing: rate limits';

-- +goose StatementBegin
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
-- +goose StatementEnd
create trigger append_only before update or delete on trail for each row execute function append_only();
create trigger append_only_all before truncate on trail for each statement execute function append_only();
create trigger append_only before update or delete on history for each row execute function append_only();
create trigger append_only_all before truncate on history for each statement execute function append_only();

-- Opens an act: writes the trail, sets the act for this transaction and, for a
-- write, takes the files' locks in order of their numbers.
--
-- Here it is decided whether a member of staff comes into a restricted file: the
-- answer is the first file that is shut to them, or null. The act is then in the
-- trail as refused and may write nothing. Only the acts of glass itself reach a
-- shut file, and a list names files without going into them. Told is a look that
-- stands in the trail already, a few minutes ago: its page renews itself.
-- +goose StatementBegin
create function begin_act(
  p_actor text, p_staff bigint, p_link bigint, p_verb text, p_clients bigint[],
  p_allowed boolean, p_request text, p_now timestamptz, p_writes boolean, p_lists boolean default false, p_told boolean default false
) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  t bigint;
  c bigint;
  closed bigint;
begin
  perform set_config('charthouse.now', p_now::text, true);
  if p_allowed and not p_lists and p_verb not in ('glass.break', 'glass.review') then
    closed := (select min(f) from unnest(p_clients) f where shut(f, p_staff));
  end if;
  if not p_told or p_writes or closed is not null then
    insert into trail (at, actor, staff_id, link_id, verb, client_id, clients, allowed, request)
    values (p_now, p_actor, p_staff, p_link, p_verb,
      case when cardinality(p_clients) = 1 then p_clients[1] end,
      case when cardinality(p_clients) = 1 then '{}' else p_clients end, p_allowed and closed is null, p_request)
    returning id into t;
  end if;
  perform set_config('charthouse.trail', coalesce(t::text, ''), true),
          set_config('charthouse.clients', p_clients::text, true),
          set_config('charthouse.writes', case when p_writes and p_allowed and closed is null then 'yes' else '' end, true);
  if p_writes and p_allowed and closed is null then
    foreach c in array p_clients loop
      perform pg_advisory_xact_lock(c);
    end loop;
  end if;
  return closed;
end $$;
-- +goose StatementEnd

-- Locks a scope that is no file (a resource's calendar, a tray): after the files, in order of number.
create function lock_scope(kind int, number bigint) returns void
language sql volatile
return pg_advisory_xact_lock(-(kind::bigint * 1000000000000 + number));

-- Claims a form's key. Fresh: go on. Not fresh: the stored hash and outcome tell what to answer.
-- +goose StatementBegin
create function claim_form(p_actor text, p_key text, p_verb text, p_hash bytea, out fresh boolean, out same boolean, out made bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into form_posts (actor, key, verb, hash, at)
  values (p_actor, p_key, p_verb, p_hash, clock())
  on conflict do nothing;
  fresh := found;
  select f.hash = p_hash, f.outcome into same, made
  from form_posts f where f.actor = p_actor and f.key = p_key and f.verb = p_verb;
end $$;
-- +goose StatementEnd

-- The guard of every table: no write outside an act, no row of a file that is
-- not in the act, and the changed columns into the history.
-- Arguments: the column that names the file ('' for none), 'kept' or 'quiet' (no
-- history), then columns that the history must not hold.
-- +goose StatementBegin
create function guard_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  o jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  n jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  mine bigint[];
  a jsonb;
  b jsonb;
begin
  if tg_argv[0] <> '' then
    mine := coalesce(nullif(current_setting('charthouse.clients', true), ''), '{}')::bigint[];
    if (o is not null and o ->> tg_argv[0] is not null and not (o ->> tg_argv[0])::bigint = any (mine))
    or (n is not null and n ->> tg_argv[0] is not null and not (n ->> tg_argv[0])::bigint = any (mine)) then
      raise exception 'row of % belongs to a file that is not in the act', tg_table_name using errcode = '42501';
    end if;
  end if;
  if tg_argv[1] = 'quiet' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(k.key, k.value), jsonb_object_agg(k.key, n -> k.key) into a, b
    from jsonb_each(o) k where n -> k.key is distinct from k.value and not k.key = any (tg_argv[2:]);
    if a is null then
      return null;
    end if;
  else
    a := o - tg_argv[2:];
    b := n - tg_argv[2:];
  end if;
  insert into history (trail_id, at, tbl, row_id, client_id, op, old, new)
  values (current_setting('charthouse.trail')::bigint, clock(), tg_table_name,
    case when jsonb_typeof(coalesce(n, o) -> 'id') = 'number' then (coalesce(n, o) ->> 'id')::bigint end, case when tg_argv[0] <> '' then (coalesce(n, o) ->> tg_argv[0])::bigint end,
    left(tg_op, 1)::"char", a, b);
  return null;
end $$;

create function require_act() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('charthouse.writes', true), '') <> 'yes' then
    raise exception 'write to % outside an act', tg_table_name using errcode = '42501';
  end if;
  return null;
end $$;

-- guard names a table's owner and hangs the triggers. Every table is guarded once, in its own migration.
create function guard(tbl regclass, owned_by text, file text default 'client_id', keeps text default 'kept', variadic secrets text[] default '{}')
returns void language plpgsql as $$
declare
  args text := quote_literal(file) || ', ' || quote_literal(keeps);
  s text;
begin
  foreach s in array secrets loop
    args := args || ', ' || quote_literal(s);
  end loop;
  execute format('comment on table %s is %L', tbl, owned_by);
  execute format('create trigger require_act before insert or update or delete or truncate on %s for each statement execute function require_act()', tbl);
  execute format('create trigger guard_row after insert or update or delete on %s for each row execute function guard_row(%s)', tbl, args);
end $$;
-- +goose StatementEnd
