-- +goose Up
-- Who joins the waitlist by themselves is told so.
alter table messages
  add wait_id bigint,
  add constraint messages_wait foreign key (client_id, wait_id) references waits (client_id, id) on update cascade deferrable,
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request', 'reply', 'call', 'portal', 'mail', 'reminder', 'recall', 'offer', 'gone', 'late', 'waiting'));
create index messages_wait on messages (client_id, wait_id) where wait_id is not null;
