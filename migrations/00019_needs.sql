-- +goose Up
-- What a kind of visit takes beside a clinician: a place of each sort, such as a treatment room and an ultrasound;
-- who offers it, where that is not everybody; and the minutes that are kept free before and after it.
create table place_sorts (
  id   bigint generated always as identity primary key,
  name text not null check (name <> ''),
  kind text not null check (kind in ('room', 'equipment')),
  unique (id, kind)
);
create unique index place_sorts_name on place_sorts (kind, lower(name));
select guard('place_sorts', 'practice: what rooms and equipment are alike in: treatment room, ultrasound', '');

alter table places
  add sort_id bigint,
  add constraint places_sort foreign key (sort_id, kind) references place_sorts (id, kind);

alter table visit_types
  add before_minutes int not null default 0 check (before_minutes between 0 and 120 and before_minutes % 5 = 0),
  add after_minutes int not null default 0 check (after_minutes between 0 and 120 and after_minutes % 5 = 0);

create table visit_type_needs (
  visit_type_id bigint not null references visit_types,
  sort_id       bigint not null references place_sorts,
  primary key (visit_type_id, sort_id)
);
select guard('visit_type_needs', 'scheduling: the sorts of places that a kind of visit takes, one of each', '');

create table visit_type_clinicians (
  visit_type_id bigint not null references visit_types,
  staff_id      bigint not null references staff,
  primary key (visit_type_id, staff_id)
);
select guard('visit_type_clinicians', 'scheduling: who offers a kind of visit; with none, everybody', '');

-- A booking keeps the minutes around it that it was booked with: what it holds is longer than the visit.
alter table bookings
  add before_minutes int not null default 0 check (before_minutes >= 0),
  add after_minutes int not null default 0 check (after_minutes >= 0);
