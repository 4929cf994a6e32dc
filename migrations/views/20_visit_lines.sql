-- Every visit as one line: what is done, who did it and when, and the one
-- station whose turn it is. Derived from the records, stored nowhere.
create view visit_lines as
select f.*,
  case
    when f.history or f.cancelled_at is not null or f.no_show_at is not null then null
    when f.packet_id is not null and f.finished_at is null and f.arrived_at is null then 'intake'
    when f.arrived_at is null then 'arrived'
    when f.seen_at is null then 'seen'
    when f.signed_at is null then 'signed'
    when not f.charged then 'charged'
    when not f.billed then 'billed'
    when not f.paid then 'paid'
  end as station
from (
  select v.client_id, v.id as visit_id, v.booking_id, v.visit_type_id, v.clinician_id, v.second_id, v.coverage_id, v.reason, v.fee_cents,
    v.history, v.label, v.booked_at, v.booked_by, v.online,
    b.location_id, b.zone, b.starts_local, b.starts_at, b.ends_at, b.before_minutes, b.after_minutes,
    coalesce(m.arrived_at, m.roomed_at, m.with_at, m.ready_at, m.seen_at, s.at) as arrived_at, m.arrived_by,
    m.roomed_at, m.place_id, m.with_at, m.ready_at,
    coalesce(m.seen_at, s.at) as seen_at, m.no_show_at, m.cancelled_at, m.end_reason,
    p.id as packet_id, p.finished_at, p.opened_at,
    n.id as note_id, n.saved_at, s.at as signed_at, s.staff_id as signed_by,
    c.charged_at, coalesce(c.cents, 0)::bigint as charged_cents,
    (c.charged_at is not null or x.visit_id is not null) as charged,
    c.invoice_id, c.billed_at, k.id as claim_id,
    c.client_cents::bigint as client_cents, c.payer_cents::bigint as payer_cents,
    (x.visit_id is not null or coalesce(c.cents, 0) = 0 or (c.client_cents = 0 and c.payer_cents = 0)
      or (coalesce(c.all_billed, true) and c.payer_cents = 0)) as billed,
    (x.visit_id is not null or (c.charged_at is not null and c.client_cents = 0 and c.payer_cents = 0)) as paid,
    c.moved_at as paid_at
  from visits v
  join bookings b on b.id = v.booking_id
  left join lateral (
    select max(at) filter (where kind = 'arrived') as arrived_at,
      max(staff_id) filter (where kind = 'arrived') as arrived_by,
      max(at) filter (where kind = 'roomed') as roomed_at,
      max(place_id) filter (where kind = 'roomed') as place_id,
      max(at) filter (where kind = 'with') as with_at,
      max(at) filter (where kind = 'ready') as ready_at,
      max(at) filter (where kind = 'seen') as seen_at,
      max(at) filter (where kind = 'no_show') as no_show_at,
      max(at) filter (where kind = 'cancelled') as cancelled_at,
      max(reason) filter (where kind in ('cancelled', 'no_show')) as end_reason
    from visit_marks k where k.client_id = v.client_id and k.visit_id = v.id
  ) m on true
  left join lateral (
    select p.id, p.finished_at, p.opened_at
    from packets p
    where p.client_id = v.client_id and p.visit_id = v.id and p.withdrawn_at is null
    order by p.id limit 1
  ) p on true
  left join notes n on n.visit_id = v.id and n.client_id = v.client_id
  left join signatures s on s.note_id = n.id and s.client_id = v.client_id
  left join free_visits x on x.visit_id = v.id and x.client_id = v.client_id
  left join lateral (
    select min(h.at) as charged_at, sum(h.cents) as cents, coalesce(sum(l.client_cents), 0) as client_cents, coalesce(sum(l.payer_cents), 0) as payer_cents,
      max(l.moved_at) as moved_at, min(o.id) as invoice_id, min(o.made_at) as billed_at, bool_and(o.id is not null) filter (where l.client_cents > 0) as all_billed
    from standing_charges h
    cross join lateral (
      select sum(l.cents) filter (where l.account = 'client_receivable') as client_cents,
        sum(l.cents) filter (where l.account = 'payer_receivable') as payer_cents, max(e.at) as moved_at
      from lines l
      join entries e on e.id = l.entry_id
      where l.client_id = h.client_id and l.charge_id = h.id and l.account in ('client_receivable', 'payer_receivable')
    ) l
    cross join lateral (
      select min(o.id) as id, min(o.made_at) as made_at
      from invoice_charges ic
      join invoices o on o.client_id = ic.client_id and o.id = ic.invoice_id and o.voided_at is null
      where ic.client_id = h.client_id and ic.charge_id = h.id
    ) o
    where h.client_id = v.client_id and h.visit_id = v.id
  ) c on true
  left join claims k on k.visit_id = v.id and k.client_id = v.client_id
) f;
