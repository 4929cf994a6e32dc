-- When each clinician could see somebody at that instant: days until their third
-- free half hour at a location, as it was booked then; 60 where none is nearer.
create function third_free(moment timestamptz)
returns table (clinician_id bigint, location_id bigint, days bigint)
language sql stable
begin atomic
  with hours as (
    select w.staff_id, w.location_id, l.zone,
      tstzrange((w.day + w.starts) at time zone l.zone, (w.day + w.ends) at time zone l.zone) * tstzrange(moment, null) as span
    from working_hours((moment at time zone 'UTC')::date - 1, (moment at time zone 'UTC')::date + 62) w
    join locations l on l.id = w.location_id
    where w.day between (moment at time zone l.zone)::date and (moment at time zone l.zone)::date + 60
  ), gaps as (
    select h.staff_id, h.location_id, h.zone, lower(f.gap) as starts, extract(epoch from upper(f.gap) - lower(f.gap))::bigint / 1800 as fit
    from hours h
    cross join lateral (
      select coalesce(range_agg(r.held), '{}') as taken
      from resources x
      join booking_resources r on r.resource_id = x.id and lower(r.held) > lower(h.span) - interval '25 hours' and lower(r.held) < upper(h.span)
      where x.staff_id = h.staff_id and coalesce(r.freed_at > moment, true) and coalesce(r.until > moment, true)
        and (moment > clock() - interval '1 minute' or not exists (select from visits v where v.booking_id = r.booking_id and v.booked_at > moment))
    ) b
    cross join lateral unnest(tstzmultirange(h.span) - b.taken) f (gap)
    where not isempty(h.span)
  ), counted as (
    select g.*, sum(g.fit) over (partition by g.staff_id, g.location_id order by g.starts) as until
    from gaps g
    where g.fit > 0
  )
  select a.staff_id, a.location_id,
    coalesce(min((c.starts at time zone c.zone)::date - (moment at time zone c.zone)::date) filter (where c.until >= 3), 60)::bigint
  from (select distinct h.staff_id, h.location_id from hours h) a
  left join counted c on c.staff_id = a.staff_id and c.location_id = a.location_id
  group by a.staff_id, a.location_id;
end;

-- What was typed into a file on a day, and which of it the file held already: in
-- another place, or before. The history says what was typed.
create function typed_again(since timestamptz, until timestamptz)
returns table (id bigint, at timestamptz, client_id bigint, staff_id bigint, field text, again boolean)
language sql stable
begin atomic
  select h.id, h.at, h.client_id, t.staff_id, h.tbl || '.' || e.key, exists (
    select
    from history o
    cross join lateral jsonb_each_text(o.new) w (key, value)
    where o.client_id = h.client_id and o.id < h.id and o.trail_id <> h.trail_id and o.tbl in ('clients', 'contacts', 'coverages')
      and w.key in ('phone', 'email', 'address', 'line1', 'birth_date', 'name', 'member_number', 'subscriber', 'subscriber_birth')
      and fold(w.value) = fold(e.value))
  from history h
  join trail t on t.id = h.trail_id and (t.staff_id is not null or t.link_id is not null)
  cross join lateral jsonb_each_text(h.new) e (key, value)
  where h.at >= since and h.at < until and h.tbl in ('clients', 'contacts', 'coverages') and e.value <> ''
    and e.key in ('phone', 'email', 'address', 'line1', 'birth_date', 'name', 'member_number', 'subscriber', 'subscriber_birth');
end;

-- How a line left the worklist: the system saw to it, somebody's work or answer
-- made the record right, or somebody ended by hand what had not come about. Some
-- verbs do both, and the kind of the line tells which: who asks for letters takes a
-- request back, who asks a question takes it back, who makes invoices voids one,
-- and who approves a refund approves that a debt is written off. A visit that is
-- cancelled is nobody's ending by hand: the visit itself left the line.
create function left_how(kind text, verb text, staff_id bigint, link_id bigint) returns text
language sql immutable parallel safe
return case
  when staff_id is null and link_id is null then 'system'
  when verb in ('task.do', 'message.route', 'refund.withdraw', 'charge.write_off', 'charge.reverse', 'recall.edit') then 'hand'
  when verb = 'document.add' and kind = 'request_unanswered' then 'hand'
  when verb = 'question.ask' and kind = 'question_waiting' then 'hand'
  when verb = 'invoice.make' and kind in ('invoice_overdue', 'invoice_unreachable') then 'hand'
  when verb = 'refund.approve' and kind in ('invoice_overdue', 'invoice_unreachable', 'client_unbilled') then 'hand'
  else 'evidence'
end;

-- What a day counts, numerator and denominator. Before it is over, until now.
--   nudges: steps taken, -     left: by hand, all     typed_twice: again, all
--   replies: seconds, messages
create function day_counts_of(d date)
returns table (measure text, staff_id bigint, location_id bigint, cause text, how text, above bigint, below bigint)
language sql stable
begin atomic
  with span as (
    select d::timestamp at time zone z.zone as since, (d + 1)::timestamp at time zone z.zone as until
    from (select coalesce((select zone from practice), 'UTC') as zone) z
  )
  select 'nudges', 0::bigint, 0::bigint, n.kind, n.whom, count(*), 0::bigint
  from (
    -- not a join, which the planner may answer by hashing the lines of all years
    select u.whom, (select b.kind from blockers b where b.client_id = u.client_id and b.id = u.blocker_id) as kind
    from span s
    join nudges u on u.at >= s.since and u.at < s.until
  ) n
  group by n.kind, n.whom
  union all
  select 'left', 0, 0, b.kind, l.how, count(*) filter (where l.how = 'hand'), count(*)
  from span s
  cross join lateral (
    select f.kind, f.cleared_by from blockers f where f.cleared_at >= s.since and f.cleared_at < s.until
    union all
    select p.kind, p.cleared_by from practice_blockers p where p.cleared_at >= s.since and p.cleared_at < s.until
  ) b
  left join trail t on t.id = b.cleared_by
  cross join lateral (select left_how(b.kind, t.verb, t.staff_id, t.link_id) as how) l
  group by b.kind, l.how
  union all
  select 'replies', coalesce(r.by_id, 0), 0, r.kind, '', sum(extract(epoch from r.at - r.waited_since))::bigint, count(*)
  from span s
  join turns r on r.waited_since is not null and r.at >= s.since and r.at < s.until
  group by r.by_id, r.kind
  union all
  select 'typed_twice', 0, 0, y.field, '', count(*) filter (where y.again), count(*)
  from span s
  cross join lateral typed_again(s.since, s.until) y
  group by y.field;
end;
