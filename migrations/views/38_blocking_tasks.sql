-- What proves a task done, or null: the first record of its file that came after
-- the task did, of the kind that its evidence names. A task of a visit is proved
-- by that visit's own record; a call proves nothing where another was promised.
create function proof(t tasks) returns bigint
language sql stable parallel safe
return case t.evidence
  when 'document' then (
    select min(d.id)
    from documents d
    where d.client_id = t.client_id and d.received_at > greatest(t.made_at, t.reopened_at) and d.withdrawn_at is null
      and (t.evidence_of = '' or d.kind = t.evidence_of))
  when 'visit' then (
    select min(v.id)
    from visits v
    where v.client_id = t.client_id and v.booked_at > greatest(t.made_at, t.reopened_at) and not v.history
      and not exists (select from visit_marks m where m.visit_id = v.id and m.kind = 'cancelled'))
  when 'form' then (
    select min(p.id)
    from packets p
    where p.client_id = t.client_id and p.finished_at > greatest(t.made_at, t.reopened_at) and p.withdrawn_at is null
      and (t.visit_id is null or p.visit_id = t.visit_id))
  when 'note' then (
    select min(n.visit_id)
    from notes n
    join signatures s on s.client_id = n.client_id and s.note_id = n.id
    where n.client_id = t.client_id and s.at > greatest(t.made_at, t.reopened_at) and (t.visit_id is null or n.visit_id = t.visit_id))
  when 'payment' then (
    select min(p.id)
    from payments p
    where p.client_id = t.client_id and p.received_at > greatest(t.made_at, t.reopened_at))
  when 'message' then (
    select min(m.id)
    from messages m
    where m.client_id = t.client_id and m.direction = 'out' and m.written_at > greatest(t.made_at, t.reopened_at)
      and (m.kind in ('free', 'reply') or m.kind = 'call' and exists (
        select from turns u
        where u.client_id = m.client_id and u.conversation_id = m.conversation_id and u.outcome = 'call' and u.at = m.written_at)))
end;

-- Closes what is proved by now; settle calls it first, so that the act that
-- brought the record is kept as what closed the task.
create function close_tasks(file bigint) returns void
language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update tasks t
  set closed_at = clock(), proof_id = p.proof, proof_trail = current_setting('charthouse.trail')::bigint
  from (
    select o.id, proof(o) as proof
    from tasks o
    where o.client_id = file and o.closed_at is null and o.evidence <> ''
  ) p
  where t.client_id = file and t.id = p.id and p.proof is not null;
end;

-- A task is late once its day is over.
create view blocking_task_due as
select 'task_due' as kind, '' as station, t.client_id, t.visit_id, t.id as subject_id, '' as field,
  t.role as fixer, t.owner_id, case when t.clinical then 'clinical.open' else 'task.open' end as verb,
  d.due as since, null::timestamptz as until, d.due, 0::bigint as cents
from tasks t
cross join lateral (
  select (t.due_on + 1)::timestamp at time zone coalesce((select zone from practice), 'UTC') as due
) d
where t.closed_at is null;
