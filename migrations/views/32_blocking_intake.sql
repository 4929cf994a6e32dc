-- Forms before the visit, and what came back.

create view blocking_form_unfinished as
select 'form_unfinished' as kind, 'intake' as station, v.client_id, v.id as visit_id, p.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  greatest(p.made_at, b.starts_at
    - target('form_unfinished', 24)) as since,
  b.starts_at as until, b.starts_at as due, v.fee_cents as cents
from packets p
join visits v on v.client_id = p.client_id and v.id = p.visit_id
join bookings b on b.id = v.booking_id
where p.required and p.finished_at is null and p.withdrawn_at is null
  and not exists (select from visit_marks x where x.visit_id = v.id);

-- Answers that would change the file, and that the desk has not decided.
create view blocking_form_unreviewed as
select 'form_unreviewed' as kind, 'intake' as station, p.client_id, p.visit_id, p.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'packet.review' as verb,
  p.finished_at as since, null::timestamptz as until, greatest(p.finished_at, b.starts_at) as due, 0::bigint as cents
from packets p
join visits v on v.client_id = p.client_id and v.id = p.visit_id
join bookings b on b.id = v.booking_id
where p.finished_at is not null and p.reviewed_at is null and p.withdrawn_at is null
  and exists (select from proposals q where q.client_id = p.client_id and q.packet_id = p.id and q.part <> 'clinical' and q.decision is null);

-- Clinical answers are read at the visit: they are late once it has begun.
create view blocking_form_unreviewed_clinical as
select 'form_unreviewed_clinical' as kind, 'seen' as station, p.client_id, p.visit_id, p.id as subject_id, '' as field,
  'clinician' as fixer, v.clinician_id as owner_id, 'packet.review_clinical' as verb,
  greatest(p.finished_at, b.starts_at) as since, null::timestamptz as until, greatest(p.finished_at, b.starts_at) as due, 0::bigint as cents
from packets p
join visits v on v.client_id = p.client_id and v.id = p.visit_id
join bookings b on b.id = v.booking_id
where p.finished_at is not null and p.clinical_reviewed_at is null and p.withdrawn_at is null
  and exists (select from proposals q where q.client_id = p.client_id and q.packet_id = p.id and q.part = 'clinical' and q.decision is null)
  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('no_show', 'cancelled'));

-- Five wrong birth dates closed the link to the form, and nobody mailed another.
create view blocking_form_locked as
select 'form_locked' as kind, 'intake' as station, v.client_id, v.visit_id, p.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  l.closed_at as since, v.starts_at as until, v.starts_at as due, 0::bigint as cents
from coming_visits v
join packets p on p.client_id = v.client_id and p.visit_id = v.visit_id
join lateral (
  select max(k.closed_at) as closed_at
  from links k
  where k.client_id = p.client_id and k.packet_id = p.id and k.tries = 5
) l on l.closed_at is not null
where p.finished_at is null and p.withdrawn_at is null
  and not exists (
    select from messages m
    where m.client_id = p.client_id and m.packet_id = p.id and m.written_at > l.closed_at)
  and not exists (
    select from links k
    where k.client_id = p.client_id and k.packet_id = p.id and k.closed_at is null and k.expires_at > clock());

-- What the claim of a visit to come would be held for: asked while there is still
-- time to ask. The rules are those of claim_detail that are known before the visit.
create view blocking_coverage_detail as
select 'coverage_detail' as kind, 'billed' as station, v.client_id, v.visit_id, v.visit_id as subject_id, d.field,
  'front_desk' as fixer, null::bigint as owner_id, 'coverage.edit' as verb,
  greatest(v.booked_at, v.starts_at - target('coverage_detail', 72)) as since, v.starts_at as until, v.starts_at as due, v.fee_cents as cents
from coming_visits v
join coverages c on c.client_id = v.client_id and c.id = v.coverage_id
join clients p on p.id = v.client_id
cross join lateral (values
  ('member_number', c.member_number = ''),
  ('subscriber', c.relation <> 'self' and c.subscriber = ''),
  ('subscriber_birth', c.relation <> 'self' and c.subscriber_birth is null),
  ('birth_date', p.birth_date is null),
  ('coverage_dates', c.ended_at is not null or not coalesce(c.starts_on <= v.starts_local::date, true) or not coalesce(c.ends_on >= v.starts_local::date, true))
) d (field, missing)
where d.missing;

-- Without a birth date no form link opens, and no letter can be asked for. An
-- insured visit asks for it with its coverage.
create view blocking_birth_missing as
select 'birth_missing' as kind, '' as station, v.client_id, v.visit_id, v.visit_id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'client.edit' as verb,
  greatest(v.booked_at, v.starts_at - interval '72 hours') as since, v.starts_at as until, v.starts_at as due, 0::bigint as cents
from coming_visits v
join clients c on c.id = v.client_id
where c.birth_date is null and c.deceased_on is null and v.coverage_id is null;

-- Neither the client nor anybody around them can be told that a visit moves.
-- Who walks in on the day is here already.
create view blocking_client_unreachable as
select 'client_unreachable' as kind, '' as station, v.client_id, v.visit_id, v.visit_id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'client.edit' as verb,
  greatest(v.booked_at, v.starts_at - interval '7 days') as since, v.starts_at as until, v.starts_at as due, 0::bigint as cents
from coming_visits v
join clients c on c.id = v.client_id
where c.phone = '' and c.email = '' and c.deceased_on is null and v.starts_at > v.booked_at + interval '12 hours'
  and not exists (
    select from contacts k
    where k.client_id = c.id and k.ended_at is null and (k.phone <> '' or k.email <> ''));

-- A child comes, and the file names nobody who is responsible. From sixteen on
-- they may come by themselves.
create view blocking_guardian_missing as
select 'guardian_missing' as kind, '' as station, v.client_id, v.visit_id, v.visit_id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'client.edit' as verb,
  greatest(v.booked_at, v.starts_at - interval '7 days') as since, v.starts_at as until, v.starts_at as due, 0::bigint as cents
from coming_visits v
join clients c on c.id = v.client_id
where c.birth_date + interval '16 years' > v.starts_local and c.deceased_on is null
  and not exists (select from contacts k where k.client_id = c.id and k.ended_at is null);
