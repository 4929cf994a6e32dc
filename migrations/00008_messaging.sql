-- +goose Up
-- What clients write and what they are answered: one conversation each matter.
create table conversations (
  id          bigint generated always as identity primary key,
  client_id   bigint not null references clients on update cascade deferrable,
  contact_id  bigint,
  kind        text not null check (kind in ('administrative', 'billing', 'clinical')),
  subject     text not null default '' check (length(subject) <= 300),
  opened_at   timestamptz not null,
  owner_id    bigint references staff,
  pool        text not null check (pool in ('front_desk', 'clinician', 'biller', 'manager')),
  waits_since timestamptz,
  promised    timestamptz,
  last_at     timestamptz not null,
  done_at     timestamptz,
  outcome     text not null default '' check (outcome in ('', 'answered', 'no_reply', 'booked', 'form', 'task', 'note', 'call')),
  unique (client_id, id),
  foreign key (client_id, contact_id) references contacts (client_id, id) on update cascade deferrable,
  check ((done_at is null) = (outcome = '')),
  check (done_at is null or waits_since is null),
  check (promised is null or waits_since is not null)
);
comment on column conversations.contact_id is 'who writes in the client''s stead; null is the client';
comment on column conversations.pool is 'the role whose turn it is while nobody has it';
comment on column conversations.waits_since is 'the first message from outside that nobody has answered';
comment on column conversations.promised is 'until when somebody promised to call back; else the target of the kind counts';
create index conversations_file on conversations (client_id, last_at desc);
create index conversations_unanswered on conversations (client_id) where waits_since is not null;
create index conversations_waiting on conversations (waits_since, id) where waits_since is not null;
create index conversations_theirs on conversations (last_at desc, id desc) where done_at is null and waits_since is null;
create index conversations_done on conversations (done_at desc, id desc) where done_at is not null;
create index conversations_done_of on conversations (owner_id, done_at desc, id desc) where done_at is not null;
select guard('conversations', 'messaging: one matter with a client, whose turn it is and since when');

-- Who has had a conversation, and what became of it. waited_since is the message
-- whose waiting the act ended: at less that is how long an answer took.
create table turns (
  id              bigint generated always as identity primary key,
  client_id       bigint not null,
  conversation_id bigint not null,
  what            text not null check (what in ('came', 'answered', 'claimed', 'given', 'kind', 'done', 'reopened')),
  outcome         text not null default '',
  at              timestamptz not null,
  by_id           bigint references staff,
  kind            text not null,
  staff_id        bigint references staff,
  pool            text not null default '',
  word            text not null default '' check (length(word) <= 500),
  visit_id        bigint,
  packet_id       bigint,
  task_id         bigint,
  waited_since    timestamptz,
  unique (client_id, id),
  foreign key (client_id, conversation_id) references conversations (client_id, id) on update cascade deferrable,
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, packet_id) references packets (client_id, id) on update cascade deferrable
);
create index turns_conversation on turns (client_id, conversation_id, id);
create index turns_waited on turns (at) where waited_since is not null;
select guard('turns', 'messaging: who had a conversation when, and what it became');

-- What was written, and how it travelled.
create table messages (
  id         bigint generated always as identity primary key,
  client_id  bigint not null references clients on update cascade deferrable,
  visit_id   bigint,
  packet_id  bigint,
  contact_id bigint,
  request_id bigint,
  invoice_id bigint,
  conversation_id bigint,
  direction  text not null check (direction in ('out', 'in', 'inside')),
  kind       text not null check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request', 'reply', 'call', 'portal', 'mail')),
  subject    text not null default '' check (length(subject) <= 300),
  body       text not null default '' check (length(body) <= 20000),
  sender     text not null default '' check (length(sender) <= 320),
  written_at timestamptz not null,
  written_by bigint references staff,
  lexemes    tsvector generated always as (lexemes(subject || ' ' || body)) stored,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, packet_id) references packets (client_id, id) on update cascade deferrable,
  foreign key (client_id, contact_id) references contacts (client_id, id) on update cascade deferrable,
  foreign key (client_id, request_id) references requests (client_id, id) on update cascade deferrable,
  foreign key (client_id, invoice_id) references invoices (client_id, id) on update cascade deferrable,
  foreign key (client_id, conversation_id) references conversations (client_id, id) on update cascade deferrable,
  check ((kind = 'invoice') = (invoice_id is not null)),
  check (kind not in ('reply', 'call', 'portal', 'mail') or conversation_id is not null)
);
comment on column messages.conversation_id is 'the matter it belongs to; mails that the house writes by itself have none';
comment on column messages.sender is 'who wrote or called from outside, in words';
comment on column messages.request_id is 'the letter that its reader, another practice, is asked for';
comment on column messages.contact_id is 'the contact whom it goes to; null is the client';
create index messages_file on messages (client_id, id desc);
create index messages_words on messages using gin (lexemes);
create index messages_invoice on messages (client_id, invoice_id) where invoice_id is not null;
create index messages_conversation on messages (client_id, conversation_id, id desc) where conversation_id is not null;
select guard('messages', 'messaging: what was written with a client; inside is a remark among staff', 'client_id', 'kept', 'lexemes');

-- A link of the portal may open the conversations of whoever it was sent to.
alter table links add foreign key (client_id, conversation_id) references conversations (client_id, id) on update cascade deferrable;
create index links_conversation on links (client_id, conversation_id) where conversation_id is not null;

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

-- Mail that came in: once each, by its Message-ID. A stray one waits for somebody
-- who knows whose it is; the text of the others stands in the file alone.
create table received_mails (
  id          bigint generated always as identity primary key,
  message_key text not null unique,
  client_id   bigint references clients on update cascade deferrable,
  message_id  bigint,
  what        text not null check (what in ('filed', 'stray', 'bounce', 'automatic', 'discarded')),
  name        text not null default '',
  address     text not null default '',
  subject     text not null default '',
  body        text not null default '',
  lost        text not null default '',
  received_at timestamptz not null,
  settled_at  timestamptz,
  settled_by  bigint references staff,
  why         text not null default '' check (length(why) <= 500),
  foreign key (client_id, message_id) references messages (client_id, id) on update cascade deferrable,
  check ((what = 'filed') = (message_id is not null))
);
comment on column received_mails.lost is 'what of the mail was not kept, in words';
create index received_mails_strays on received_mails (received_at, id) where what = 'stray';
select guard('received_mails', 'messaging: mail that came in, and whose it was', 'client_id', 'kept', 'body');
