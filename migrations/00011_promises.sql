-- +goose Up
-- What happens when a line of the worklist stands: the ladder of its kind, in
-- order. The ladder '' is that of every kind without one of its own.
create table ladders (
  kind text primary key
);
insert into ladders (kind) values ('');
select guard('ladders', 'worklist: kinds of blockers with a ladder of their own', '');

create table promise_steps (
  kind     text not null references ladders on delete cascade,
  nth      int not null check (nth between 1 and 9),
  hours    int not null check (hours between 0 and 2000),
  whom     text not null check (whom in ('owner', 'role', 'manager', 'person')),
  staff_id bigint references staff,
  by_mail  boolean not null,
  primary key (kind, nth),
  check ((whom = 'person') = (staff_id is not null))
);
comment on column promise_steps.hours is 'after the line came onto the list';
comment on column promise_steps.whom is 'owner: whose turn it is, or their role where nobody is named; role: all who can mend it';
insert into promise_steps (kind, nth, hours, whom, by_mail) values ('', 1, 4, 'owner', false), ('', 2, 24, 'owner', true), ('', 3, 72, 'manager', true);
select guard('promise_steps', 'worklist: the steps of a ladder', '');

-- A step that was taken. Its key makes it once: crashes and two servers at once
-- find it taken.
create table nudges (
  id         bigint generated always as identity primary key,
  client_id  bigint not null,
  blocker_id bigint not null,
  nth        int not null,
  hours      int not null,
  whom       text not null check (whom in ('owner', 'role', 'manager', 'person')),
  role       text not null default '',
  staff_id   bigint references staff,
  by         text not null check (by in ('notice', 'mail')),
  told       int not null,
  at         timestamptz not null,
  unique (client_id, id),
  constraint nudges_once unique (client_id, blocker_id, nth),
  foreign key (client_id, blocker_id) references blockers (client_id, id) on update cascade deferrable
);
comment on column nudges.staff_id is 'the one person told; null where a role was';
comment on column nudges.told is 'how many people were';
create index nudges_at on nudges (at);
select guard('nudges', 'worklist: steps taken for a blocker, each once', 'client_id', 'quiet');

-- What a person was told, until they have looked.
create table notices (
  id        bigint generated always as identity primary key,
  client_id bigint not null,
  nudge_id  bigint not null,
  staff_id  bigint not null references staff,
  by_mail   boolean not null,
  at        timestamptz not null,
  read_at   timestamptz,
  unique (client_id, id),
  unique (client_id, nudge_id, staff_id),
  foreign key (client_id, nudge_id) references nudges (client_id, id) on update cascade deferrable
);
create index notices_staff on notices (staff_id, at desc, id desc);
create index notices_unread on notices (staff_id) where read_at is null;
select guard('notices', 'worklist: what each person was told; a person looks at their own, whatever file it is about', '', 'quiet');
