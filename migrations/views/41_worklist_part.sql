-- Under which heading of the worklist a row stands: what its kind says, else what
-- its station holds up.
create function worklist_part(kind text, station text) returns text
language sql immutable parallel safe
return case
  when kind = 'question_waiting' then 'questions'
  when kind = 'task_due' then 'tasks'
  when kind in ('refund_waiting', 'credit_idle') then 'money'
  when station in ('intake', 'arrived', 'seen') then 'visits'
  when station in ('signed', 'charged', 'billed', 'paid') then 'money'
  else 'papers'
end;
