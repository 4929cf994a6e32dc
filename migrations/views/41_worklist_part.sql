-- Under which heading of the worklist a row stands: what its kind says, else what
-- its station holds up. Who is outside answers when they like; what runs out can be
-- settled while there is time.
create function worklist_part(kind text, station text, field text) returns text
language sql immutable parallel safe
return case
  when kind = 'question_waiting' then 'questions'
  when kind = 'task_due' then 'tasks'
  when kind in ('claim_unanswered', 'request_unanswered') then 'waiting'
  when kind = 'credit_idle' or kind = 'coverage_detail' and field = 'coverage_dates' then 'running_out'
  when kind = 'refund_waiting' then 'money'
  when kind in ('missed_unbooked', 'recall_due') then 'visits'
  when station in ('intake', 'arrived', 'seen') then 'visits'
  when station in ('signed', 'charged', 'billed', 'paid') then 'money'
  else 'papers'
end;
