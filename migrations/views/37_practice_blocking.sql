-- What holds up the practice itself and is in nobody's file: as the predicates of
-- files, but looked at as a whole, by every write to the practice and each minute.
-- Where nobody knows since when, since is null: from when it was first seen.

-- Mails wait and there is no server to take them.
create view practice_blocking_mail_unset as
select 'mail_unset' as kind, 0::bigint as subject_id, 'owner' as fixer, 'settings.edit' as verb, w.at as since, null::timestamptz as due
from (
  select min(at) as at
  from (
    select min(d.made_at) as at from deliveries d where d.state = 'waiting'
    union all
    select min(m.made_at) from staff_mails m where m.state = 'waiting'
  ) e
) w
where w.at is not null and not exists (select from mail_settings);

-- A colleague waits for a mail that the server refused: their first password, or
-- a new one. What was mailed again since, or has run out, is over.
create view practice_blocking_staff_mail_failed as
select 'staff_mail_failed' as kind, m.id as subject_id, 'owner' as fixer, 'settings.open' as verb, m.made_at as since, null::timestamptz as due
from staff_mails m
join staff s on s.id = m.staff_id
left join password_resets r on r.id = m.reset_id
where m.state = 'failed' and s.deactivated_at is null
  and (m.reset_id is null or r.used_at is null and r.expires_at > clock())
  and not exists (select from staff_mails n where n.staff_id = m.staff_id and n.kind = m.kind and n.id > m.id);

-- A clinician has no NPI, and claims of theirs are held for it.
create view practice_blocking_npi_missing as
select 'npi_missing' as kind, v.clinician_id as subject_id, 'owner' as fixer, 'settings.open' as verb, min(b.since) as since, null::timestamptz as due
from blockers b
join visits v on v.client_id = b.client_id and v.id = b.visit_id
join staff s on s.id = v.clinician_id and s.npi = ''
where b.kind = 'claim_detail' and b.field = 'npi' and b.cleared_at is null
group by v.clinician_id;

-- A location is in use, and nobody knows when it is open.
create view practice_blocking_hours_missing as
select 'hours_missing' as kind, l.id as subject_id, 'manager' as fixer, 'settings.edit' as verb, null::timestamptz as since, null::timestamptz as due
from locations l
where l.closed_at is null and not exists (select from opening_hours o where o.location_id = l.id);

-- A licence runs out: the person may not see anybody from the day after.
create view practice_blocking_licence_ending as
select 'licence_ending' as kind, s.id as subject_id, 'owner' as fixer, 'settings.open' as verb,
  t.ends - target('licence_ending', 1440) as since, t.ends as due
from staff s
cross join lateral (
  select (s.licence_until + 1)::timestamp at time zone coalesce((select zone from practice), 'UTC') as ends
) t
where s.deactivated_at is null and s.licence_until is not null;

-- Invoices go out without saying where they come from.
create view practice_blocking_letterhead_missing as
select 'letterhead_missing' as kind, 0::bigint as subject_id, 'manager' as fixer, 'settings.edit' as verb, null::timestamptz as since, null::timestamptz as due
from (select coalesce(max(name), '') as name, coalesce(max(address), '') as address from practice) p
where (p.name = '' or p.address = '') and exists (select from invoices i where i.voided_at is null);

-- A time got free that nobody is offered any more, and somebody waits who could have
-- it: it is too late for offers, none goes out for its kind of visit, nobody took one, or
-- none reaches who waits.
create view practice_blocking_slot_freed as
select 'slot_freed' as kind, o.id as subject_id, 'front_desk' as fixer, 'visit.book' as verb, coalesce(o.closed_at, o.freed_at) as since, o.starts_at as due
from openings o
where o.starts_at > clock() and (o.state = 'over' or o.state = 'open'
  and not exists (select from slot_offers f where f.opening_id = o.id and f.state = 'offered')
  and not exists (select from could_have(o.id) s join clients c on c.id = s.client_id where s.state = '' and reached(c)))
  and not exists (select from holding(o.clinician_id, o.starts_at, o.ends_at))
  and not exists (select from openings n where n.clinician_id = o.clinician_id and n.starts_at = o.starts_at and n.id > o.id)
  and exists (select from could_have(o.id));

create view practice_blocking as
select * from practice_blocking_mail_unset
union all select * from practice_blocking_staff_mail_failed
union all select * from practice_blocking_npi_missing
union all select * from practice_blocking_hours_missing
union all select * from practice_blocking_licence_ending
union all select * from practice_blocking_letterhead_missing
union all select * from practice_blocking_slot_freed;
