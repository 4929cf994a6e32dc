-- +goose Up
-- One conversation per client: what was written, and how it travelled.
create table messages (
  id         bigint generated always as identity primary key,
  client_id  bigint not null references clients on update cascade deferrable,
  visit_id   bigint,
  packet_id  bigint,
  contact_id bigint,
  request_id bigint,
  invoice_id bigint,
  direction  text not null check (direction in ('out', 'in', 'inside')),
  kind       text not null check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request')),
  subject    text not null default '' check (length(subject) <= 300),
  body       text not null default '' check (length(body) <= 20000),
  written_at timestamptz not null,
  written_by bigint references staff,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, packet_id) references packets (client_id, id) on update cascade deferrable,
  foreign key (client_id, contact_id) references contacts (client_id, id) on update cascade deferrable,
  foreign key (client_id, request_id) references requests (client_id, id) on update cascade deferrable,
  foreign key (client_id, invoice_id) references invoices (client_id, id) on update cascade deferrable,
  check ((kind = 'invoice') = (invoice_id is not null))
);
comment on column messages.request_id is 'the letter that its reader, another practice, is asked for';
comment on column messages.contact_id is 'the contact whom it goes to; null is the client';
create index messages_file on messages (client_id, id desc);
create index messages_invoice on messages (client_id, invoice_id) where invoice_id is not null;
select guard('messages', 'messaging: the conversation of a client; inside is a remark among staff');

-- How a message travels by mail. The unique mail id makes sending twice the same mail.
create table deliveries (
  id         bigint generated always as identity primary key,
  client_id  bigint not null,
  message_id bigint not null,
  address    text not null,
  mail_id    text not null unique,
  state      text not null check (state in ('waiting', 'sent', 'failed', 'cancelled')),
  tries      int not null default 0,
  problem    text not null default '',
  made_at    timestamptz not null,
  sent_at    timestamptz,
  unique (client_id, id),
  foreign key (client_id, message_id) references messages (client_id, id) on update cascade deferrable
);
create index deliveries_message on deliveries (client_id, message_id);
create index deliveries_failed on deliveries (client_id) where state = 'failed';
create index deliveries_open on deliveries (id) where state in ('waiting', 'failed');
create index deliveries_sent on deliveries (sent_at) where sent_at is not null;
select guard('deliveries', 'messaging: mails to clients and their state');

-- Mail to people who work here: password resets and first passwords.
create table staff_mails (
  id         bigint generated always as identity primary key,
  staff_id   bigint not null references staff,
  kind       text not null check (kind in ('reset', 'welcome', 'nudge')),
  reset_id   bigint references password_resets,
  mail_id    text not null unique,
  state      text not null check (state in ('waiting', 'sent', 'failed', 'cancelled')),
  tries      int not null default 0,
  problem    text not null default '',
  made_at    timestamptz not null,
  sent_at    timestamptz
);
create index staff_mails_open on staff_mails (id) where state in ('waiting', 'failed');
create index staff_mails_sent on staff_mails (sent_at) where sent_at is not null;
select guard('staff_mails', 'messaging: mails to staff and their state', '');
