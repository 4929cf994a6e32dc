-- +goose Up
-- What patients book by themselves: which kinds of visits, how soon, how far ahead, and for whom; until when they may
-- move or cancel it; and the times that are kept for a few minutes while somebody fills in who they are.
alter table practice
  add online_booking boolean not null default false,
  add online_change_hours int not null default 24 check (online_change_hours between 0 and 720);

alter table visit_types
  add online boolean not null default false,
  add online_notice_hours int not null default 24 check (online_notice_hours between 0 and 720),
  add online_days int not null default 60 check (online_days between 1 and 365),
  add online_for text not null default 'both' check (online_for in ('both', 'new', 'known'));

alter table visits add online boolean not null default false;
comment on column visits.online is 'the client booked it by themselves';

-- A time that is kept is a booking of its own: what it holds is held against everybody until it ends. Whoever takes
-- something of it after its end takes it away first.
alter table bookings
  drop constraint bookings_kind_check,
  add constraint bookings_kind_check check (kind in ('visit', 'block', 'history', 'hold'));
alter table booking_resources add until timestamptz;
comment on column booking_resources.until is 'of a time that is kept while somebody books online: it holds nothing from then on';

create table holds (
  booking_id bigint primary key references bookings on delete cascade,
  token_hash bytea not null check (length(token_hash) = 32),
  until      timestamptz not null
);
create index holds_token on holds (token_hash);
create index holds_until on holds (until);
select guard('holds', 'scheduling: times kept while somebody books online', '', 'kept', 'token_hash');

-- The link of a confirmation opens one visit, to move or cancel it.
alter table links
  add visit_id bigint,
  add booked boolean not null default false check (not booked or visit_id is not null),
  add constraint links_visit foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  drop constraint links_open_one_thing,
  add constraint links_open_one_thing check (num_nonnulls(packet_id, request_id, conversation_id, visit_id) = 1);
comment on column links.booked is 'it moves and cancels a visit that was booked online; others say that somebody comes';
create index links_visit on links (client_id, visit_id) where visit_id is not null;
