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

-- The steps of ladders that were due before each line left, or are by now, at the
-- moments at which they would have been taken. Whoever was told has looked.
create function nudge_all() returns void
language sql volatile set search_path = public, pg_temp
begin atomic
  insert into nudges (client_id, blocker_id, nth, hours, whom, role, staff_id, by, told, at)
  with recursive steps as materialized (
    select k.kind, s.nth, s.hours, s.whom, s.staff_id, s.by_mail
    from (select distinct kind from blockers) k
    join promise_steps s on s.kind = coalesce((select l.kind from ladders l where l.kind = k.kind), '')
  ), taken as (
    select b.client_id, b.id, b.kind, b.fixer, b.owner_id, b.since, coalesce(b.cleared_at, clock()) as until, s.nth, s.hours, s.whom, s.staff_id, s.by_mail,
      open_from(b.since + make_interval(hours => s.hours)) as at
    from blockers b
    join steps s on s.kind = b.kind and s.nth = 1
    where b.since + make_interval(hours => s.hours) < coalesce(b.cleared_at, clock())
    union all
    select t.client_id, t.id, t.kind, t.fixer, t.owner_id, t.since, t.until, s.nth, s.hours, s.whom, s.staff_id, s.by_mail,
      open_from(greatest(t.since + make_interval(hours => s.hours), t.at + make_interval(hours => s.hours - t.hours)))
    from taken t
    join steps s on s.kind = t.kind and s.nth = t.nth + 1
    where t.at < t.until and t.since + make_interval(hours => s.hours) < t.until
  ), roles as materialized (
    select r.role, count(*) as people, case when count(*) = 1 then min(r.staff_id) end as one
    from staff_roles r
    join staff s on s.id = r.staff_id and s.deactivated_at is null
    group by r.role
  )
  select t.client_id, t.id, t.nth, t.hours, t.whom, t.fixer, coalesce(o.staff_id, r.one), case when t.by_mail then 'mail' else 'notice' end,
    case when o.staff_id is not null then 1 else coalesce(r.people, 0) end, t.at
  from taken t
  cross join lateral (select case t.whom when 'person' then t.staff_id when 'owner' then t.owner_id end as staff_id) o
  left join roles r on r.role = case t.whom when 'manager' then 'manager' else t.fixer end
  where t.at < t.until
  order by t.at, t.id;
end;

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
