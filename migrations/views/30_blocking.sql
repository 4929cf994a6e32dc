-- What holds work up. Every predicate is a view of candidates with the instant
-- from which it stands (since) and the one from which time alone ends it
-- (until): it stands when since <= clock() < until. Each is a look-up by client.
--   station: the station of the line that is held     fixer: the role that can mend it
--   verb: what one must be allowed to see it          cents: what the visit is worth until then

create view blocking_note_unsigned as
select 'note_unsigned' as kind, 'signed' as station, v.client_id, v.id as visit_id, v.id as subject_id, '' as field,
  'clinician' as fixer, coalesce(n.author_id, v.clinician_id) as owner_id, 'visit.open' as verb,
  t.due as since, null::timestamptz as until, t.due, v.fee_cents as cents
from visits v
join bookings b on b.id = v.booking_id
left join visit_marks seen on seen.visit_id = v.id and seen.kind = 'seen'
left join notes n on n.visit_id = v.id
cross join lateral (
  select coalesce(seen.at, b.ends_at)
    + make_interval(hours => coalesce((select hours from targets where kind = 'note_unsigned'), 24)) as due
) t
where not v.history and (seen.visit_id is not null or n.id is not null)
  and not exists (select from signatures s where s.note_id = n.id)
  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('no_show', 'cancelled'));

create view blocking_signed_uncharged as
select 'signed_uncharged' as kind, 'charged' as station, v.client_id, v.id as visit_id, n.id as subject_id, '' as field,
  'biller' as fixer, null::bigint as owner_id, 'charge.post' as verb,
  s.at as since, null::timestamptz as until, s.at as due, v.fee_cents as cents
from visits v
join notes n on n.client_id = v.client_id and n.visit_id = v.id
join signatures s on s.client_id = n.client_id and s.note_id = n.id
where not v.history
  and not exists (select from standing_charges c where c.client_id = v.client_id and c.visit_id = v.id)
  and not exists (select from free_visits f where f.visit_id = v.id);

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
  select exists (select from visit_marks m where m.visit_id = v.id and m.kind in ('arrived', 'roomed')) as here
) a
cross join lateral (
  select b.ends_at + case
    when a.here then make_interval(hours => coalesce((select hours from targets where kind = 'visit_without_outcome'), 2))
    else interval '30 minutes'
  end as due
) t
where not v.history
  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('seen', 'no_show', 'cancelled'))
  and not exists (select from notes n join signatures s on s.note_id = n.id where n.visit_id = v.id);

-- The same rules in Go, with their words: internal/billing/scrub.go. A test holds the two together.
create view blocking_claim_detail as
select 'claim_detail' as kind, 'billed' as station, k.client_id, k.visit_id, k.id as subject_id, d.field,
  d.fixer, null::bigint as owner_id, 'coverage.edit' as verb,
  k.made_at as since, null::timestamptz as until, k.made_at as due, q.payer_cents as cents
from claims k
join visit_dues q on q.client_id = k.client_id and q.visit_id = k.visit_id and q.payer_cents > 0
join coverages c on c.client_id = k.client_id and c.id = k.coverage_id
join clients p on p.id = k.client_id
join visits v on v.client_id = k.client_id and v.id = k.visit_id
join bookings b on b.id = v.booking_id
left join staff s on s.id = v.clinician_id
cross join lateral (values
  ('member_number', 'biller', c.member_number = ''),
  ('subscriber', 'biller', c.relation <> 'self' and c.subscriber = ''),
  ('subscriber_birth', 'biller', c.relation <> 'self' and c.subscriber_birth is null),
  ('birth_date', 'biller', p.birth_date is null),
  ('coverage_dates', 'biller', not coalesce(c.starts_on <= b.starts_local::date, true) or not coalesce(c.ends_on >= b.starts_local::date, true)),
  ('note', 'clinician', not exists (select from notes n join signatures g on g.note_id = n.id where n.client_id = k.client_id and n.visit_id = k.visit_id)),
  ('diagnosis', 'biller', exists (select from standing_charges h where h.client_id = k.client_id and h.visit_id = k.visit_id and h.diagnoses = '{}')),
  ('npi', 'owner', coalesce(s.npi, '') = ''),
  ('place', 'manager', b.location_id is null)
) d (field, fixer, missing)
where d.missing;

create view blocking_invoice_overdue as
select 'invoice_overdue' as kind, 'paid' as station, i.client_id, i.visit_id, i.id as subject_id, '' as field,
  'biller' as fixer, null::bigint as owner_id, 'account.open' as verb,
  ((i.due_on + 1)::timestamp at time zone coalesce((select zone from practice), 'UTC')) as since, null::timestamptz as until,
  ((i.due_on + 1)::timestamp at time zone coalesce((select zone from practice), 'UTC')) as due, o.cents
from invoices i
cross join lateral (
  select coalesce(sum(b.client_cents), 0)::bigint as cents
  from invoice_charges c
  join charge_balances b on b.client_id = c.client_id and b.charge_id = c.charge_id
  where c.client_id = i.client_id and c.invoice_id = i.id
) o
where i.voided_at is null and o.cents > 0;

create view blocking_document_unread as
select 'document_unread' as kind, '' as station, d.client_id, d.visit_id, d.id as subject_id, '' as field,
  'clinician' as fixer, d.reader_id as owner_id, 'document.open' as verb,
  t.due as since, null::timestamptz as until, t.due, 0::bigint as cents
from documents d
cross join lateral (
  select d.received_at
    + make_interval(hours => coalesce((select hours from targets where kind = 'document_unread'), 24)) as due
) t
where d.clinical and d.read_at is null and d.withdrawn_at is null and d.source = '';

-- A restricted file was opened with a reason: somebody else looks at what was done.
create view blocking_glass_unreviewed as
select 'glass_unreviewed' as kind, '' as station, g.client_id, null::bigint as visit_id, g.id as subject_id, '' as field,
  'manager' as fixer, null::bigint as owner_id, 'glass.review' as verb,
  g.opened_at as since, null::timestamptz as until, null::timestamptz as due, 0::bigint as cents
from glass g
where g.reviewed_at is null;

-- Money that leaves needs two: it waits until somebody else decides.
create view blocking_refund_waiting as
select 'refund_waiting' as kind, '' as station, g.client_id, null::bigint as visit_id, g.id as subject_id, '' as field,
  'manager' as fixer, null::bigint as owner_id, 'refund.open' as verb,
  g.asked_at as since, null::timestamptz as until, g.asked_at as due, 0::bigint as cents
from givebacks g
where g.entry_id is null and g.withdrawn_at is null;

create view blocking as
select * from blocking_note_unsigned
union all select * from blocking_signed_uncharged
union all select * from blocking_form_unfinished
union all select * from blocking_form_unreviewed
union all select * from blocking_form_unreviewed_clinical
union all select * from blocking_visit_without_outcome
union all select * from blocking_claim_detail
union all select * from blocking_invoice_overdue
union all select * from blocking_document_unread
union all select * from blocking_glass_unreviewed
union all select * from blocking_refund_waiting;
