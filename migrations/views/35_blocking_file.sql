-- Papers of the file, and who opened it.

create view blocking_document_unread as
select 'document_unread' as kind, '' as station, d.client_id, d.visit_id, d.id as subject_id, '' as field,
  'clinician' as fixer, d.reader_id as owner_id, 'document.open' as verb,
  t.due as since, null::timestamptz as until, t.due, 0::bigint as cents
from documents d
cross join lateral (
  select d.received_at
    + target('document_unread', 24) as due
) t
where d.clinical and d.read_at is null and d.withdrawn_at is null and d.source = '';

-- A restricted file was opened with a reason: somebody else looks at what was done.
create view blocking_glass_unreviewed as
select 'glass_unreviewed' as kind, '' as station, g.client_id, null::bigint as visit_id, g.id as subject_id, '' as field,
  'manager' as fixer, null::bigint as owner_id, 'glass.review' as verb,
  g.opened_at as since, null::timestamptz as until, null::timestamptz as due, 0::bigint as cents
from glass g
where g.reviewed_at is null;

-- A letter that another practice was asked for has not come.
create view blocking_request_unanswered as
select 'request_unanswered' as kind, '' as station, r.client_id, null::bigint as visit_id, r.id as subject_id, '' as field,
  'front_desk' as fixer, r.made_by as owner_id, 'document.open' as verb,
  r.made_at + target('request_unanswered', 240) as since, null::timestamptz as until, r.made_at + target('request_unanswered', 240) as due, 0::bigint as cents
from requests r
where r.answered_at is null and r.withdrawn_at is null;

-- A mail came back, or the server refused it. What it told is over once the visit
-- has begun; a later word to the client, or a remark of what was done, settles it.
create view blocking_mail_failed as
select 'mail_failed' as kind, '' as station, d.client_id, m.visit_id, d.id as subject_id, '' as field,
  'front_desk' as fixer, m.written_by as owner_id, 'message.open' as verb,
  d.made_at as since, b.starts_at as until, null::timestamptz as due, 0::bigint as cents
from deliveries d
join messages m on m.client_id = d.client_id and m.id = d.message_id
left join visits v on v.client_id = m.client_id and v.id = m.visit_id
left join bookings b on b.id = v.booking_id and m.kind in ('confirmation', 'moved', 'cancellation', 'form', 'reminder')
left join packets p on p.client_id = m.client_id and p.id = m.packet_id
left join invoices i on i.client_id = m.client_id and i.id = m.invoice_id
left join requests r on r.client_id = m.client_id and r.id = m.request_id
where d.state = 'failed' and i.voided_at is null and p.finished_at is null and p.withdrawn_at is null
  and r.answered_at is null and r.withdrawn_at is null
  and (m.kind = 'cancellation' or not exists (select from visit_marks x where x.visit_id = m.visit_id and x.kind = 'cancelled'))
  and not exists (
    select from messages n
    where n.client_id = m.client_id and n.id > m.id and n.direction <> 'in' and n.written_by is not null and n.contact_id is not distinct from m.contact_id);
