-- From the signed note to the money.

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

-- Money that leaves needs two: it waits until somebody else decides.
create view blocking_refund_waiting as
select 'refund_waiting' as kind, '' as station, g.client_id, null::bigint as visit_id, g.id as subject_id, '' as field,
  'manager' as fixer, null::bigint as owner_id, 'refund.open' as verb,
  g.asked_at as since, null::timestamptz as until, g.asked_at as due, 0::bigint as cents
from givebacks g
where g.entry_id is null and g.withdrawn_at is null;
