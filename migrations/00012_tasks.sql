-- +goose Up
-- Tasks are typed by people, for what no predicate can know. A type says whose
-- turn it is, by when, what belongs to it and what proves it done.
create table task_types (
  id          bigint generated always as identity primary key,
  name        text not null check (name <> '' and length(name) <= 80),
  role        text not null check (role in ('front_desk', 'clinician', 'biller', 'manager')),
  owner_id    bigint references staff,
  days        int not null check (days between 0 and 365),
  clinical    boolean not null default false,
  checklist   text[] not null default '{}' check (cardinality(checklist) <= 12),
  evidence    text not null default '' check (evidence in ('', 'document', 'visit', 'form', 'note', 'payment', 'message')),
  evidence_of text not null default '',
  closed_at   timestamptz,
  check (evidence_of = '' or evidence = 'document')
);
create unique index task_types_name on task_types (lower(name)) where closed_at is null;
insert into task_types (name, role, days, clinical, checklist, evidence, evidence_of) values
  ('Call back', 'front_desk', 1, false, '{}', 'message', ''),
  ('Request records', 'front_desk', 7, false, '{"Consent to ask is in the file","Asked for"}', 'document', ''),
  ('Ask for prior authorisation', 'biller', 3, false, '{"Services and diagnoses sent","Reference number noted"}', 'document', 'letter'),
  ('Scan insurance card', 'front_desk', 3, false, '{"Front","Back"}', 'document', 'card'),
  ('Book a follow-up visit', 'front_desk', 5, false, '{}', 'visit', ''),
  ('Check results', 'clinician', 2, true, '{"Results read","Patient told"}', '', '');
select guard('task_types', 'worklist: kinds of tasks', '');

create table tasks (
  id          bigint generated always as identity primary key,
  client_id   bigint not null references clients on update cascade deferrable,
  type_id     bigint not null references task_types,
  visit_id    bigint,
  title       text not null check (title <> '' and length(title) <= 200),
  words       text not null default '' check (length(words) <= 2000),
  clinical    boolean not null,
  role        text not null check (role in ('front_desk', 'clinician', 'biller', 'manager')),
  owner_id    bigint references staff,
  due_on      date not null,
  evidence    text not null default '' check (evidence in ('', 'document', 'visit', 'form', 'note', 'payment', 'message')),
  evidence_of text not null default '',
  made_at     timestamptz not null,
  made_by     bigint references staff,
  closed_at   timestamptz,
  closed_by   bigint references staff,
  closed_why  text not null default '' check (length(closed_why) <= 500),
  proof_id    bigint,
  proof_trail bigint,
  reopened_at timestamptz,
  lexemes     tsvector generated always as (lexemes(title || ' ' || words)) stored,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  check (closed_at is null or (closed_why <> '') <> (proof_trail is not null))
);
comment on column tasks.proof_id is 'number of the record that proves it done, of the kind that evidence names';
comment on column tasks.proof_trail is 'the trail row of the act that closed it';
comment on column tasks.reopened_at is 'evidence counts from here, where somebody opened the task again';
create index tasks_file on tasks (client_id, id desc);
create index tasks_words on tasks using gin (lexemes);
create index tasks_open on tasks (due_on, id) where closed_at is null;
create index tasks_open_file on tasks (client_id) where closed_at is null;
create index tasks_closed on tasks (closed_at desc, id desc) where closed_at is not null;
select guard('tasks', 'worklist: what people asked each other to do in a file', 'client_id', 'kept', 'lexemes');
alter table turns add foreign key (client_id, task_id) references tasks (client_id, id) on update cascade deferrable;
create index turns_task on turns (client_id, task_id) where task_id is not null;

create table task_items (
  client_id bigint not null,
  task_id   bigint not null,
  nth       int not null check (nth between 1 and 12),
  words     text not null check (words <> '' and length(words) <= 200),
  ticked_at timestamptz,
  ticked_by bigint references staff,
  primary key (task_id, nth),
  foreign key (client_id, task_id) references tasks (client_id, id) on update cascade deferrable
);
create index task_items_file on task_items (client_id, task_id);
select guard('task_items', 'worklist: the checklist of a task');
