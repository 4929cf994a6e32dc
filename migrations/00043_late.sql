-- +goose Up
-- Who is expected soon is told that a clinician runs late, where the practice wants it: once for each time of a visit.
alter table flow_settings
  add tell_late boolean not null default false,
  add late_minutes int not null default 20 check (late_minutes between 10 and 120);
comment on column flow_settings.late_minutes is 'from so many minutes on, those who are expected soon are told';

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request', 'reply', 'call', 'portal', 'mail', 'reminder', 'recall', 'offer', 'gone', 'late'));

create table late_notices (
  client_id bigint not null,
  visit_id  bigint not null,
  starts_at timestamptz not null,
  minutes   int not null check (minutes > 0),
  made_at   timestamptz not null,
  primary key (visit_id, starts_at),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index late_notices_file on late_notices (client_id, visit_id);
select guard('late_notices', 'messaging: that somebody was told that their clinician runs late, once for each time of a visit');
