-- +goose Up
-- Where somebody is between a room and the door: with the clinician, and done but still here.
alter table visit_marks
  drop constraint visit_marks_kind_check,
  add constraint visit_marks_kind_check check (kind in ('arrived', 'roomed', 'with', 'ready', 'seen', 'no_show', 'cancelled'));

-- One row: for how long it is fine to be where one is. With the clinician it is as long as the visit was booked for.
create table flow_settings (
  id            boolean primary key default true check (id),
  wait_minutes  int not null default 10 check (wait_minutes between 1 and 240),
  room_minutes  int not null default 0 check (room_minutes between 0 and 240),
  leave_minutes int not null default 5 check (leave_minutes between 1 and 240)
);
comment on column flow_settings.wait_minutes is 'after somebody arrived and their time has come';
comment on column flow_settings.room_minutes is 'in a room, before the clinician comes; zero where nobody says when they do';
comment on column flow_settings.leave_minutes is 'done with, and not let go';
insert into flow_settings default values;
select guard('flow_settings', 'practice: how long somebody who comes may be where they are', '');
