-- A question waits for its answer. settle lets it stand only as long as what it
-- asks about is stuck itself. Its visit is held by that row already.
create view blocking_question_waiting as
select 'question_waiting' as kind, '' as station, q.client_id, null::bigint as visit_id, q.id as subject_id, '' as field,
  q.asked_role as fixer, q.asked_of as owner_id, 'question.answer' as verb,
  q.asked_at as since, null::timestamptz as until, null::timestamptz as due, 0::bigint as cents
from questions q
where q.answered_at is null;
