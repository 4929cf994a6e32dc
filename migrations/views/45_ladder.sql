-- When the practice next works, from an instant on: nobody is told anything at
-- night. A practice that never said when it is open is told at any hour.
create function open_from(at timestamptz) returns timestamptz
language sql stable parallel safe
return (
  select coalesce(min(greatest(at, h.opens)), at)
  from (
    select (l.day + o.opens) at time zone l.zone as opens, (l.day + o.closes) at time zone l.zone as closes, o.weekday, l.day
    from (
      select l.id, l.zone, (at at time zone l.zone)::date + d as day
      from locations l
      cross join generate_series(0, 7) d
      where l.closed_at is null
    ) l
    join opening_hours o on o.location_id = l.id and o.weekday = extract(isodow from l.day)
  ) h
  where h.closes > at);

-- The next step of each line of the worklist: of its own ladder, or that of all.
-- A step waits as long after the one before it as the ladder says, so that nobody
-- is told over somebody's head before they had their time.
create view next_steps as
select b.client_id, b.id as blocker_id, b.kind, b.verb, b.fixer, coalesce(w.stand_in, b.assigned_to, b.owner_id) as owner_id, b.pended_until, b.since, s.nth, s.hours, s.whom, s.staff_id, s.by_mail,
  greatest(b.since + make_interval(hours => s.hours), last.at + make_interval(hours => s.hours - last.hours)) as at
from blockers b
left join away w on w.staff_id = coalesce(b.assigned_to, b.owner_id)
left join lateral (
  select n.nth, n.hours, n.at
  from nudges n
  where n.client_id = b.client_id and n.blocker_id = b.id
  order by n.nth desc
  limit 1
) last on true
join lateral (
  select *
  from promise_steps s
  where s.kind = coalesce((select l.kind from ladders l where l.kind = b.kind), '') and s.nth > coalesce(last.nth, 0)
  order by s.nth
  limit 1
) s on true
where b.cleared_at is null;
