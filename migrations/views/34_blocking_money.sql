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

-- What a claim for an insured visit would lack: the note's margin says it while there is time, the worklist
-- once it holds a claim up. The same rules in Go, with their words: internal/billing/scrub.go. A test holds the two together.
create view claim_gaps as
select v.client_id, v.id as visit_id, d.field, d.fixer
from visits v
join coverages c on c.client_id = v.client_id and c.id = v.coverage_id
join clients p on p.id = v.client_id
join bookings b on b.id = v.booking_id
left join staff s on s.id = v.clinician_id
cross join lateral (values
  ('member_number', 'biller', c.member_number = ''),
  ('subscriber', 'biller', c.relation <> 'self' and c.subscriber = ''),
  ('subscriber_birth', 'biller', c.relation <> 'self' and c.subscriber_birth is null),
  ('birth_date', 'biller', p.birth_date is null),
  ('coverage_dates', 'biller', not coalesce(c.starts_on <= b.starts_local::date, true) or not coalesce(c.ends_on >= b.starts_local::date, true)),
  ('note', 'clinician', not exists (select from notes n join signatures g on g.note_id = n.id where n.client_id = v.client_id and n.visit_id = v.id)),
  ('diagnosis', 'biller', exists (select from standing_charges h where h.client_id = v.client_id and h.visit_id = v.id and h.diagnoses = '{}')),
  ('npi', 'owner', coalesce(s.npi, '') = ''),
  ('place', 'manager', b.location_id is null)
) d (field, fixer, missing)
where d.missing;

create view blocking_claim_detail as
select 'claim_detail' as kind, 'billed' as station, k.client_id, k.visit_id, k.id as subject_id, d.field,
  d.fixer, null::bigint as owner_id, 'coverage.edit' as verb,
  k.made_at as since, null::timestamptz as until, k.made_at as due, q.payer_cents as cents
from claims k
join visit_dues q on q.client_id = k.client_id and q.visit_id = k.visit_id and q.payer_cents > 0
join claim_gaps d on d.client_id = k.client_id and d.visit_id = k.visit_id;

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

-- A claim that lacks nothing, and that the payer has not answered.
create view blocking_claim_unanswered as
select 'claim_unanswered' as kind, 'paid' as station, k.client_id, k.visit_id, k.id as subject_id, '' as field,
  'biller' as fixer, null::bigint as owner_id, 'claim.open' as verb,
  k.made_at + target('claim_unanswered', 720) as since, null::timestamptz as until, k.made_at + target('claim_unanswered', 720) as due, q.payer_cents as cents
from claims k
join visit_dues q on q.client_id = k.client_id and q.visit_id = k.visit_id and q.payer_cents > 0
where not exists (select from blocking_claim_detail d where d.client_id = k.client_id and d.subject_id = k.id);

-- The client's part of what was charged, of which no invoice tells them: a copay
-- not taken at check-out, or what a voided invoice asked for. What waits for a
-- write-off is being decided.
create view blocking_client_unbilled as
select 'client_unbilled' as kind, 'billed' as station, q.client_id, q.visit_id, q.visit_id as subject_id, '' as field,
  'biller' as fixer, null::bigint as owner_id, 'account.open' as verb,
  q.since + target('client_unbilled', 24) as since, null::timestamptz as until, q.since + target('client_unbilled', 24) as due, o.cents
from visit_dues q
cross join lateral (
  select coalesce(sum(b.client_cents), 0)::bigint as cents
  from charge_balances b
  where b.client_id = q.client_id and b.visit_id = q.visit_id and b.client_cents > 0
    and not exists (
      select from invoice_charges ic
      join invoices i on i.client_id = ic.client_id and i.id = ic.invoice_id and i.voided_at is null
      where ic.client_id = b.client_id and ic.charge_id = b.charge_id)
    and not exists (
      select from givebacks g
      where g.client_id = b.client_id and g.charge_id = b.charge_id and g.entry_id is null and g.withdrawn_at is null)
) o
where q.client_cents > 0 and o.cents > 0;

-- What the client has paid ahead or too much, since it last moved.
create view credits as
select c.id as client_id, k.cents, k.moved_at
from clients c
cross join lateral (
  select coalesce(-sum(l.cents), 0)::bigint as cents, max(e.at) as moved_at
  from lines l
  join entries e on e.client_id = l.client_id and e.id = l.entry_id
  where l.client_id = c.id and l.account = 'client_credit'
) k
where k.cents > 0;

-- Money is there, and money is owed: one press brings them together.
create view blocking_credit_unapplied as
select 'credit_unapplied' as kind, 'paid' as station, k.client_id, null::bigint as visit_id, k.client_id as subject_id, '' as field,
  'biller' as fixer, null::bigint as owner_id, 'account.open' as verb,
  greatest(k.moved_at, q.since) as since, null::timestamptz as until, greatest(k.moved_at, q.since) as due, least(k.cents, q.cents) as cents
from credits k
cross join lateral (
  select min(d.since) as since, sum(d.client_cents)::bigint as cents
  from visit_dues d
  where d.client_id = k.client_id and d.client_cents > 0
) q
where q.cents > 0;

-- Somebody else's money: nothing is owed, no payer is asked, nobody is booked, and
-- it has not moved for a month.
create view blocking_credit_idle as
select 'credit_idle' as kind, '' as station, k.client_id, null::bigint as visit_id, k.client_id as subject_id, '' as field,
  'biller' as fixer, null::bigint as owner_id, 'account.open' as verb,
  k.moved_at + target('credit_idle', 720) as since, null::timestamptz as until, k.moved_at + target('credit_idle', 720) as due, 0::bigint as cents
from credits k
where not exists (select from visit_dues d where d.client_id = k.client_id)
  and not exists (select from coming_visits v where v.client_id = k.client_id)
  and not exists (select from givebacks g where g.client_id = k.client_id and g.kind = 'refund' and g.entry_id is null and g.withdrawn_at is null);

-- An invoice that can neither be mailed nor posted: who pays has no address. A day
-- is left for paying it at the desk.
create view blocking_invoice_unreachable as
select 'invoice_unreachable' as kind, 'paid' as station, i.client_id, i.visit_id, i.id as subject_id, '' as field,
  'front_desk' as fixer, null::bigint as owner_id, 'account.open' as verb,
  i.made_at + interval '24 hours' as since, null::timestamptz as until, i.made_at + interval '24 hours' as due, o.cents
from invoices i
join clients c on c.id = i.client_id
left join contacts p on p.client_id = i.client_id and p.bill_payer and p.ended_at is null
cross join lateral (
  select coalesce(sum(b.client_cents), 0)::bigint as cents
  from invoice_charges ic
  join charge_balances b on b.client_id = ic.client_id and b.charge_id = ic.charge_id
  where ic.client_id = i.client_id and ic.invoice_id = i.id
) o
where i.voided_at is null and o.cents > 0
  and case when p.id is null then c.email = '' and c.line1 = '' else p.email = '' and p.address = '' end;
