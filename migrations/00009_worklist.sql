-- +goose Up
-- What is stuck is derived by the view blocking; this table remembers since when
-- each blocker has stood, and what cleared it.
create table targets (
  kind  text primary key check (kind in (
    'note_unsigned', 'form_unfinished', 'document_unread', 'visit_without_outcome',
    'coverage_detail', 'request_unanswered', 'client_unbilled', 'claim_unanswered', 'credit_idle', 'licence_ending',
    'message_unanswered', 'message_clinical')),
  hours int not null check (hours between 0 and 2000),
  percent int not null default 95 check (percent between 1 and 100)
);
comment on column targets.percent is 'how many of a hundred are promised to keep it';
comment on column targets.hours is 'counted from what each predicate says: views/3*_blocking*.sql';
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
  assigned_to bigint references staff,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create unique index blockers_open on blockers (client_id, kind, subject_id, field) where cleared_at is null;
create index blockers_kind on blockers (kind, since, subject_id) where cleared_at is null;
create index blockers_list on blockers (since, id) where cleared_at is null;
create index blockers_visit on blockers (client_id, visit_id) where cleared_at is null;
create index blockers_worth on blockers (cents desc, since, id) where cleared_at is null;
create index blockers_turn on blockers ((coalesce(assigned_to, owner_id)), since, id) where cleared_at is null;
create index blockers_cleared on blockers (cleared_at desc) where cleared_at is not null;
select guard('blockers', 'worklist: what is stuck since when, and the trail row of the act that cleared it', 'client_id', 'quiet');

-- What somebody asked of the one who can mend a row. It stands as long as nobody
-- answered and the row is stuck: see the view blocking_question_waiting.
create table questions (
  id          bigint generated always as identity primary key,
  client_id   bigint not null references clients on update cascade deferrable,
  blocker_id  bigint not null,
  kind        text not null,
  subject_id  bigint not null,
  field       text not null default '',
  asked_by    bigint not null references staff,
  asked_of    bigint references staff,
  asked_role  text not null,
  words       text not null default '' check (length(words) <= 300),
  asked_at    timestamptz not null,
  answered_at timestamptz,
  answered_by bigint references staff,
  answer      text not null default '' check (length(answer) <= 500),
  seen_at     timestamptz,
  unique (client_id, id),
  check ((answered_at is null) = (answer = '')),
  check (asked_of is distinct from asked_by),
  foreign key (client_id, blocker_id) references blockers (client_id, id) on update cascade deferrable
);
create unique index questions_open on questions (client_id, blocker_id) where answered_at is null;
create index questions_row on questions (client_id, blocker_id, id desc);
create index questions_asker on questions (asked_by, id desc) where seen_at is null;
select guard('questions', 'worklist: what is asked of the one who can mend a row, and the answer', 'client_id');

-- What is stuck in nobody's file: the practice's own (views/37_practice_blocking.sql).
create table practice_blockers (
  id           bigint generated always as identity primary key,
  kind         text not null,
  subject_id   bigint not null,
  fixer        text not null,
  verb         text not null,
  since        timestamptz not null,
  due          timestamptz,
  seen_at      timestamptz not null,
  cleared_at   timestamptz,
  cleared_by   bigint,
  pended_until date,
  pended_why   text not null default '',
  pended_by    bigint references staff
);
create unique index practice_blockers_open on practice_blockers (kind, subject_id) where cleared_at is null;
create index practice_blockers_cleared on practice_blockers (cleared_at desc) where cleared_at is not null;
select guard('practice_blockers', 'worklist: what holds up the practice itself, and what cleared it', '', 'quiet');

-- When time alone next changes what is stuck in a file.
create table file_clocks (
  client_id bigint primary key references clients on update cascade deferrable,
  next_due  timestamptz not null
);
create index file_clocks_due on file_clocks (next_due);
select guard('file_clocks', 'worklist: when a file must be looked at again', 'client_id', 'quiet');

