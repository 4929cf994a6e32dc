-- What a clinician has begun.

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
    + target('note_unsigned', 24) as due
) t
where not v.history and (seen.visit_id is not null or n.id is not null)
  and not exists (select from signatures s where s.note_id = n.id)
  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('no_show', 'cancelled'));
