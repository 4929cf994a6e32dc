-- +goose Up
-- What is stuck is derived by the view blocking; this table remembers since when
-- each blocker has stood, and what cleared it.
create table targets (
  kind  text primary key check (kind in ('note_unsigned', 'form_unfinished', 'document_unread', 'visit_without_outcome')),
  hours int not null check (hours between 0 and 2000),
  percent int not null default 95 check (percent between 1 and 100)
);
comment on column targets.percent is 'how many of a hundred are promised to keep it';
comment on column targets.hours is 'note: after the visit ended; form: before it starts; document: after it came; outcome: after the end, for who is here';
select guard('targets', 'overview: how long things may take', '');

create table blockers (
  id          bigint generated always as identity primary key,
  client_id   bigint not null references clients on update cascade deferrable,
  visit_id    bigint,
  kind        text not null,
  subject_id  bigint not null,
  field       text not null default '',
  station     text not null,
  fixer       text not null,
  owner_id    bigint references staff,
  verb        text not null,
  since       timestamptz not null,
  due         timestamptz,
  cents       bigint not null default 0,
  seen_at     timestamptz not null,
  cleared_at  timestamptz,
  cleared_by  bigint,
  pended_until date,
  pended_why  text not null default '',
  pended_by   bigint references staff,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create unique index blockers_open on blockers (client_id, kind, subject_id, field) where cleared_at is null;
create index blockers_kind on blockers (kind, since, subject_id) where cleared_at is null;
create index blockers_list on blockers (since, id) where cleared_at is null;
create index blockers_visit on blockers (client_id, visit_id) where cleared_at is null;
create index blockers_cleared on blockers (cleared_at desc) where cleared_at is not null;
select guard('blockers', 'worklist: what is stuck since when, and the trail row of the act that cleared it', 'client_id', 'quiet');

-- When time alone next changes what is stuck in a file.
create table file_clocks (
  client_id bigint primary key references clients on update cascade deferrable,
  next_due  timestamptz not null
);
create index file_clocks_due on file_clocks (next_due);
select guard('file_clocks', 'worklist: when a file must be looked at again', 'client_id', 'quiet');

