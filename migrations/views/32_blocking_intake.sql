-- Forms before the visit, and what came back.

create view blocking_form_unfinished as
select 'form_unfinished' as kind, 'intake' as station, v.client_id, v.id as visit_id, p.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'visit.open' as verb,
  greatest(p.made_at, b.starts_at
    - make_interval(hours => coalesce((select hours from targets where kind = 'form_unfinished'), 24))) as since,
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
