-- Papers of the file, and who opened it.

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
