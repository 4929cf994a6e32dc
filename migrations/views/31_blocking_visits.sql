-- Visits whose time has come.

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
