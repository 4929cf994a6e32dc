-- How long a message may wait for its answer, by the kind of its conversation.
create function reply_within(kind text) returns interval
language sql stable parallel safe
return case kind when 'clinical' then target('message_clinical', 4) else target('message_unanswered', 24) end;

-- Until when a conversation waits: a promise to call back takes the place of the
-- target for what it was made about; for what came since, the earlier of the two holds.
create function answer_due(waits_since timestamptz, promised timestamptz, anew_since timestamptz, lasts interval) returns timestamptz
language sql stable parallel safe
return coalesce(least(promised, anew_since + lasts), waits_since + lasts);

-- Somebody wrote or was promised a call, and nobody has answered in time.
create view blocking_message_unanswered as
select 'message_unanswered' as kind, '' as station, c.client_id, null::bigint as visit_id, c.id as subject_id, '' as field,
  c.pool as fixer, c.owner_id, 'message.open' as verb,
  t.due as since, null::timestamptz as until, t.due, 0::bigint as cents
from conversations c
cross join lateral (
  select answer_due(c.waits_since, c.promised, c.anew_since, reply_within(c.kind)) as due
) t
where c.waits_since is not null;
