-- What a write keeps true file by file, made true for all files at once: after
-- rows were copied in with the triggers off. Nobody has looked at these files
-- yet, so a blocker was seen when it began.
create function settle_all() returns bigint
language plpgsql volatile set search_path = public, pg_temp as $$
declare
  n bigint;
begin
  with candidates as materialized (
    select * from blocking
  ), came as (
    insert into blockers (client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, verb, since, due, cents, seen_at)
    select client_id, visit_id, kind, subject_id, field, station, fixer, owner_id, verb, since, due, cents, since
    from candidates
    where since <= clock() and (until is null or until > clock())
    order by since, client_id, kind, subject_id, field
    on conflict do nothing
    returning id
  ), clocks as (
    insert into file_clocks (client_id, next_due)
    select c.client_id, min(w.t)
    from candidates c
    cross join lateral (values (c.since), (c.until)) w (t)
    where w.t > clock()
    group by c.client_id
    on conflict (client_id) do update set next_due = excluded.next_due
  )
  select count(*) into n from came;
  return n;
end $$;

-- The visits on which something is owed, from the whole ledger.
create function owe_all() returns void
language sql volatile set search_path = public, pg_temp
begin atomic
  insert into visit_dues (client_id, visit_id, since, client_cents, payer_cents)
  select h.client_id, h.visit_id, min(h.at) filter (where not exists (select from entries r where r.reverses_id = h.entry_id)), sum(b.client_cents), sum(b.payer_cents)
  from charges h
  join charge_balances b on b.client_id = h.client_id and b.charge_id = h.id
  group by h.client_id, h.visit_id
  having sum(b.client_cents) <> 0 or sum(b.payer_cents) <> 0;
end;
