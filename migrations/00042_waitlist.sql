-- +goose Up
-- Who waits for a time that suits them, and how one that gets free finds them: at once to so many, for so many minutes
-- each, and not within so many hours before it begins. None at once is none at all.
alter table visit_types
  add offer_at_once int not null default 3 check (offer_at_once between 0 and 20),
  add offer_minutes int not null default 60 check (offer_minutes between 10 and 1440),
  add offer_cutoff_hours int not null default 2 check (offer_cutoff_hours between 0 and 720);

create table waits (
  id            bigint generated always as identity primary key,
  client_id     bigint not null references clients on update cascade deferrable,
  visit_type_id bigint not null references visit_types,
  visit_id      bigint,
  clinician_id  bigint references staff,
  location_id   bigint references locations,
  weekdays      int[] not null default '{}' check (weekdays <@ '{1,2,3,4,5,6,7}'),
  parts         text[] not null default '{}' check (parts <@ '{morning,afternoon,evening}'),
  earliest_on   date,
  latest_on     date,
  urgency       text not null check (urgency in ('routine', 'soon', 'urgent')),
  ends_on       date not null,
  remark        text not null default '' check (length(remark) <= 500),
  online        boolean not null,
  made_at       timestamptz not null,
  made_by       bigint references staff,
  ended_at      timestamptz,
  ended_by      bigint references staff,
  ended_for     text not null default '' check (ended_for in ('', 'booked', 'removed', 'left')),
  end_reason    text not null default '' check (length(end_reason) <= 500),
  unique (client_id, id),
  check ((ended_at is null) = (ended_for = '')),
  check (earliest_on <= latest_on),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
comment on column waits.visit_id is 'that would move earlier; null: a visit is still to be booked';
comment on column waits.clinician_id is 'null: anybody, as with location_id; weekdays and parts of day that are empty: any';
comment on column waits.latest_on is 'the last day on which the visit would do; ends_on is the last day of waiting';
create unique index waits_once on waits (client_id, visit_type_id) where ended_at is null;
create index waits_visit on waits (client_id, visit_id) where visit_id is not null;
create index waits_open on waits (made_at, id) where ended_at is null;
select guard('waits', 'scheduling: who waits for a time, for which, and since when');

-- A time that a visit left, by its cancellation or its move, while somebody waited whom it could suit.
create table openings (
  id            bigint generated always as identity primary key,
  booking_id    bigint not null references bookings,
  visit_type_id bigint not null references visit_types,
  clinician_id  bigint not null references staff,
  location_id   bigint not null references locations,
  zone          text not null,
  starts_local  timestamp not null,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null check (ends_at > starts_at),
  freed_at      timestamptz not null,
  state         text not null check (state in ('open', 'taken', 'filled', 'stopped', 'over')),
  hold_id       bigint references bookings on delete set null,
  closed_at     timestamptz,
  closed_by     bigint references staff,
  reason        text not null default '' check (length(reason) <= 500),
  check ((closed_at is null) = (state = 'open'))
);
comment on column openings.booking_id is 'of the visit that was there';
comment on column openings.hold_id is 'what keeps the time from others while it is offered';
comment on column openings.state is 'taken: by whom it was offered to; filled: booked by others; over: nobody took it in time';
create unique index openings_open on openings (clinician_id, starts_at) where state = 'open';
create index openings_hold on openings (hold_id) where hold_id is not null;
create index openings_start on openings (starts_at);
select guard('openings', 'scheduling: times that got free while somebody waited', '');

-- What somebody who waits was offered, once each, and what came of it. Of all who are offered a time, one can have it.
create table slot_offers (
  id          bigint generated always as identity primary key,
  client_id   bigint not null,
  wait_id     bigint not null,
  opening_id  bigint not null references openings,
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  state       text not null check (state in ('offered', 'accepted', 'declined', 'expired', 'gone')),
  answered_at timestamptz,
  visit_id    bigint,
  unique (client_id, id),
  unique (client_id, opening_id),
  check ((state = 'accepted') = (visit_id is not null)),
  foreign key (client_id, wait_id) references waits (client_id, id) on update cascade deferrable,
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
comment on column slot_offers.state is 'gone: somebody else had it, or it was stopped, and they were told';
create unique index slot_offers_one_accepted on slot_offers (opening_id) where state = 'accepted';
create index slot_offers_standing on slot_offers (opening_id) where state = 'offered';
create index slot_offers_wait on slot_offers (client_id, wait_id);
create index slot_offers_visit on slot_offers (client_id, visit_id) where visit_id is not null;
create index slot_offers_opening on slot_offers (opening_id);
select guard('slot_offers', 'scheduling: what those who wait were offered, and what came of it');

alter table messages
  add slot_offer_id bigint,
  add constraint messages_slot_offer foreign key (client_id, slot_offer_id) references slot_offers (client_id, id) on update cascade deferrable,
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request', 'reply', 'call', 'portal', 'mail', 'reminder', 'recall', 'offer', 'gone'));
create index messages_slot_offer on messages (client_id, slot_offer_id) where slot_offer_id is not null;

alter table links
  add slot_offer_id bigint,
  add constraint links_slot_offer foreign key (client_id, slot_offer_id) references slot_offers (client_id, id) on update cascade deferrable,
  drop constraint links_open_one_thing,
  add constraint links_open_one_thing check (num_nonnulls(packet_id, request_id, conversation_id, visit_id, slot_offer_id) = 1);
create index links_slot_offer on links (client_id, slot_offer_id) where slot_offer_id is not null;
