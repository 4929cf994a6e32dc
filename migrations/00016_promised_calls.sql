-- +goose Up
-- A promise to call back puts off the answer to what was said before it, and to
-- nothing that was written since.
alter table conversations
  add column anew_since timestamptz,
  add check (anew_since is null or promised is not null);
comment on column conversations.anew_since is 'the first message from outside after the promise to call back; its own target counts beside the promise';
