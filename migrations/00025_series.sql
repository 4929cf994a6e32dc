-- +goose Up
-- Visits that were booked as one, and the rule that they follow: each has its own time, and moves or is cancelled by itself
-- or together with those after it.
create table series (
  id        bigint generated always as identity primary key,
  client_id bigint not null references clients on update cascade deferrable,
  rule      text not null check (rule <> '' and length(rule) <= 500),
  made_at   timestamptz not null,
  made_by   bigint references staff,
  unique (client_id, id)
);
select guard('series', 'scheduling: visits that were booked as one, and the rule (RRULE) that they follow');

alter table visits
  add series_id bigint,
  add constraint visits_series foreign key (client_id, series_id) references series (client_id, id) on update cascade deferrable;
create index visits_of_series on visits (client_id, series_id) where series_id is not null;

-- One mail tells of all visits of a series that an act booked, moved or cancelled.
create table message_visits (
  client_id  bigint not null,
  message_id bigint not null,
  visit_id   bigint not null,
  primary key (message_id, visit_id),
  foreign key (client_id, message_id) references messages (client_id, id) on update cascade deferrable,
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index message_visits_of on message_visits (client_id, visit_id);
select guard('message_visits', 'messaging: the visits that a mail about several tells of');
