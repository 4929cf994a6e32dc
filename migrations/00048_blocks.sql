-- +goose Up
-- Time that is kept free again and again is blocks of one rule, to be opened one by one or together.
create table block_series (
  id      bigint generated always as identity primary key,
  rule    text not null check (rule <> '' and length(rule) <= 500),
  made_at timestamptz not null,
  made_by bigint references staff
);
select guard('block_series', 'scheduling: blocks that were made as one, and the rule (RRULE) that they follow', '', 'kept');

alter table bookings
  add block_series_id bigint references block_series,
  add constraint bookings_block_series check (block_series_id is null or kind = 'block');
create index bookings_block_series on bookings (block_series_id, starts_at) where block_series_id is not null;
