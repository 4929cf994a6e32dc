-- +goose Up
-- How a person wishes to be reminded, in which zone they live where that is not the location's, and whether they agreed
-- to texts: who said so and when stands in client_facts, and what was said before in the history.
alter table clients
  add reminders text not null default 'email',
  add texts_agreed boolean not null default false,
  add zone text not null default '',
  add constraint clients_reminders check (reminders in ('email', 'text', 'none'));
comment on column clients.zone is 'where they live, if not in the zone of the location: no reminder goes in the night of it';

-- When a kind of visit is reminded of, and how: preferred is as the file says.
create table visit_type_reminders (
  visit_type_id bigint not null references visit_types,
  hours         int not null check (hours between 1 and 336),
  way           text not null check (way in ('email', 'text', 'preferred')),
  primary key (visit_type_id, hours)
);
select guard('visit_type_reminders', 'scheduling: how many hours before a kind of visit its people are reminded, and how', '');

-- One row: the practice's words, and the hours in which nobody is reminded. Alike, there are none.
create table reminder_settings (
  id          boolean primary key default true check (id),
  quiet_from  time not null default '20:00',
  quiet_until time not null default '08:00',
  mail_words  text not null default E'This is to remind you of your time at [practice]:\n\n[when]\n[place]\n\nIf you cannot come, please call [phone].',
  text_words  text not null default '[practice]: you are expected on [when]. If you cannot come, please call [phone].',
  check (length(mail_words) between 1 and 2000 and length(text_words) between 1 and 320)
);
insert into reminder_settings default values;
select guard('reminder_settings', 'practice: the words of reminders and the hours without them', '');

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request', 'reply', 'call', 'portal', 'mail', 'reminder'));

-- What was decided when a reminder was due: once for each reminder of each time of a visit, and never anew. Without a
-- message nobody could be reached.
create table reminders (
  id         bigint generated always as identity primary key,
  client_id  bigint not null,
  visit_id   bigint not null,
  starts_at  timestamptz not null,
  hours      int not null,
  made_at    timestamptz not null,
  message_id bigint,
  not_before timestamptz,
  unique (client_id, id),
  unique (visit_id, starts_at, hours),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, message_id) references messages (client_id, id) on update cascade deferrable
);
comment on column reminders.starts_at is 'the time of the visit that it is of: a visit that moved is reminded of anew';
comment on column reminders.not_before is 'until when it waits, where its hour fell into quiet hours after all';
create index reminders_visit on reminders (client_id, visit_id);
create index reminders_message on reminders (client_id, message_id) where message_id is not null;
select guard('reminders', 'messaging: that a visit was reminded of, once for each of its reminders');

-- That somebody said they come. It holds for the time that they were shown.
create table confirmations (
  client_id bigint not null,
  visit_id  bigint not null,
  starts_at timestamptz not null,
  at        timestamptz not null,
  way       text not null check (way in ('link', 'text')),
  primary key (visit_id, starts_at),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index confirmations_visit on confirmations (client_id, visit_id);
select guard('confirmations', 'scheduling: that a client said they come, and to which time');

-- One row: the practice's account at its provider of texts.
create table text_settings (
  id      boolean primary key default true check (id),
  account text not null check (account <> ''),
  token   text not null check (token <> ''),
  sender  text not null check (sender <> ''),
  api     text not null,
  country text not null check (country ~ '^[1-9][0-9]{0,2}$')
);
comment on column text_settings.country is 'the calling code of numbers that are written without one';
select guard('text_settings', 'practice: the account at the provider of texts', '', 'kept', 'token');

-- How a message travels as a text. Sending stands from before the provider is asked until it is known what it said: who
-- finds it there after a crash knows that it may have gone.
create table texts (
  id           bigint generated always as identity primary key,
  client_id    bigint not null,
  message_id   bigint not null,
  number       text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  state        text not null check (state in ('waiting', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unsure', 'cancelled')),
  provider_key text unique,
  tries        int not null default 0,
  problem      text not null default '',
  made_at      timestamptz not null,
  tried_at     timestamptz,
  sent_at      timestamptz,
  unique (client_id, id),
  foreign key (client_id, message_id) references messages (client_id, id) on update cascade deferrable
);
create index texts_message on texts (client_id, message_id);
create index texts_open on texts (id) where state in ('waiting', 'sending');
create index texts_number on texts (number, id desc);
select guard('texts', 'messaging: texts to clients and their state');

-- Texts that came in, once each. What they say is a word that is obeyed, or it is not kept: who writes more is told to call.
create table received_texts (
  provider_key text primary key,
  what         text not null check (what in ('yes', 'stop', 'other')),
  received_at  timestamptz not null
);
select guard('received_texts', 'messaging: texts that came in, so that each has one effect', '');
