-- How long a message may wait for its answer, by the kind of its conversation.
create function reply_within(kind text) returns interval
language sql stable parallel safe
return case kind when 'clinical' then target('message_clinical', 4) else target('message_unanswered', 24) end;

-- Somebody wrote or was promised a call, and nobody has answered in time.
create view blocking_message_unanswered as
select 'message_unanswered' as kind, '' as station, c.client_id, null::bigint as visit_id, c.id as subject_id, '' as field,
  c.pool as fixer, c.owner_id, 'message.open' as verb,
  t.due as since, null::timestamptz as until, t.due, 0::bigint as cents
from conversations c
cross join lateral (
  select coalesce(c.promised, c.waits_since + reply_within(c.kind)) as due
) t
where c.waits_since is not null;
