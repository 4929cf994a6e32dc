-- Whether somebody is written to who is to come again since then: they wish for reminders, and nobody wrote after that
-- visit yet. What stands for long is the desk's: nobody is written to a month late because a setting was changed.
create function recall_goes(c clients, visit_id bigint, since timestamptz) returns boolean
language sql stable
begin atomic
  select recall_goes.since > clock() - interval '30 days' and c.reminders <> 'none' and c.deceased_on is null
    and not exists (select from recall_mails m where m.client_id = c.id and m.visit_id = recall_goes.visit_id);
end;
