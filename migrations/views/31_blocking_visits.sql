-- Visits whose time has come.

-- Practices run late: who has come may still be in the room, so their visit has
-- the target's hours past its end; who has not come has half an hour.
create view blocking_visit_without_outcome as
select 'visit_without_outcome' as kind, case when a.here then 'seen' else 'arrived' end as station,
  v.client_id, v.id as visit_id, v.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  t.due as since, null::timestamptz as until, t.due, v.fee_cents as cents
from visits v
join bookings b on b.id = v.booking_id
cross join lateral (
  select exists (select from visit_marks m where m.visit_id = v.id and m.kind in ('arrived', 'roomed', 'with', 'ready')) as here
) a
cross join lateral (
  select b.ends_at + case
    when a.here then target('visit_without_outcome', 2)
    else interval '30 minutes'
  end as due
) t
where not v.history
  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('seen', 'no_show', 'cancelled'))
  and not exists (select from notes n join signatures s on s.note_id = n.id where n.visit_id = v.id);

-- Who has come waits longer than a waiting room should hold them. The day itself
-- turns after ten minutes; this is for who is not looking at the day. A location
-- without rooms takes people as they come and is not asked.
create view blocking_arrived_waiting as
select 'arrived_waiting' as kind, 'seen' as station, v.client_id, v.id as visit_id, v.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  greatest(m.at, b.starts_at) + interval '30 minutes' as since, b.ends_at + interval '2 hours' as until,
  greatest(m.at, b.starts_at) + interval '30 minutes' as due, 0::bigint as cents
from visits v
join bookings b on b.id = v.booking_id
join visit_marks m on m.visit_id = v.id and m.kind = 'arrived'
where not v.history
  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind <> 'arrived')
  and exists (select from places p where p.location_id = b.location_id and p.kind = 'room' and p.closed_at is null);

-- The clinician does not work here any more, is away on that day or busy elsewhere then.
-- Who books when they are known to be away means it.
create view blocking_visit_unstaffed as
select 'visit_unstaffed' as kind, 'arrived' as station, v.client_id, v.visit_id, v.visit_id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  greatest(v.booked_at, g.gone_at) as since, v.starts_at as until, v.starts_at as due, v.fee_cents as cents
from coming_visits v
cross join lateral (
  select min(gone_at) as gone_at
  from (
    select s.deactivated_at as gone_at from staff s where s.id in (v.clinician_id, v.second_id)
    union all
    select a.made_at
    from absences a
    where a.staff_id in (v.clinician_id, v.second_id) and daterange(a.from_on, a.until_on, '[]') @> v.starts_local::date and a.made_at > v.booked_at
    union all
    select t.made_at
    from busy_times t
    where t.staff_id in (v.clinician_id, v.second_id) and t.held && tstzrange(v.starts_at, v.ends_at) and t.made_at > v.booked_at
  ) e
) g
where g.gone_at is not null;

-- The location, or the room that is held, is not in use any more, or the location is
-- closed on that day.
create view blocking_visit_displaced as
select 'visit_displaced' as kind, 'arrived' as station, v.client_id, v.visit_id, v.visit_id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  greatest(v.booked_at, c.closed_at) as since, v.starts_at as until, v.starts_at as due, v.fee_cents as cents
from coming_visits v
cross join lateral (
  select min(closed_at) as closed_at
  from (
    select l.closed_at from locations l where l.id = v.location_id
    union all
    select k.made_at
    from closures k
    where coalesce(k.location_id, v.location_id) = v.location_id and v.starts_local::date between k.from_on and k.until_on and k.made_at > v.booked_at
    union all
    select p.closed_at
    from booking_resources br
    join resources r on r.id = br.resource_id
    join places p on p.id = r.place_id
    where br.booking_id = v.booking_id and br.freed_at is null
  ) e
) c
where c.closed_at is not null;

-- Nobody wants a reminder mailed to a family in mourning.
create view blocking_visit_of_deceased as
select 'visit_of_deceased' as kind, 'arrived' as station, v.client_id, v.visit_id, v.visit_id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  v.booked_at as since, v.starts_at as until, null::timestamptz as due, 0::bigint as cents
from coming_visits v
join clients c on c.id = v.client_id
where c.deceased_on is not null;

-- Who did not come has no other visit since. After two months nobody rebooks; when they
-- come again is said by the kind of visit.
create view blocking_missed_unbooked as
select 'missed_unbooked' as kind, '' as station, v.client_id, v.id as visit_id, v.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  m.at as since, m.at + interval '60 days' as until, m.at + interval '1 day' as due, v.fee_cents as cents
from visits v
join bookings b on b.id = v.booking_id
join visit_marks m on m.visit_id = v.id and m.kind = 'no_show'
join clients c on c.id = v.client_id and c.deceased_on is null
where not v.history
  and not exists (
    select from visits w
    join bookings x on x.id = w.booking_id
    where w.client_id = v.client_id and not w.history and x.starts_at > b.starts_at
      and not exists (select from visit_marks k where k.visit_id = w.id and k.kind = 'cancelled'))
  and not exists (select from recall_ends e where e.client_id = v.client_id and e.visit_id = v.id);

-- They were seen, it was said when they come again, and no other visit of that kind
-- follows, nor any with the same clinician from a month before it is due: who sees them
-- then asks them. What was said for one client counts before what the kind of visit says.
create view blocking_recall_due as
select 'recall_due' as kind, '' as station, v.client_id, v.id as visit_id, v.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  d.due as since, null::timestamptz as until, d.due + interval '7 days' as due, 0::bigint as cents
from visits v
join bookings b on b.id = v.booking_id
join visit_types t on t.id = v.visit_type_id and t.closed_at is null
join clients c on c.id = v.client_id and c.deceased_on is null
left join visit_recalls o on o.client_id = v.client_id and o.visit_id = v.id
cross join lateral (
  select (b.starts_local::date + make_interval(months => case when o.visit_id is not null then o.months else t.recall_months end)) at time zone b.zone as due
) d
where not v.history and d.due is not null
  and exists (select from visit_marks m where m.visit_id = v.id and m.kind = 'seen')
  and not exists (
    select from visits w
    join bookings x on x.id = w.booking_id
    where w.client_id = v.client_id and not w.history and x.starts_at > b.starts_at
      and (w.visit_type_id = v.visit_type_id or w.clinician_id = v.clinician_id and x.starts_at > d.due - interval '1 month')
      and not exists (select from visit_marks k where k.visit_id = w.id and k.kind in ('cancelled', 'no_show')))
  and not exists (select from recall_ends e where e.client_id = v.client_id and e.visit_id = v.id);
