-- +goose Up
-- The forms sent for a visit, the links that open them, and what came back.
create table packets (
  id           bigint generated always as identity primary key,
  client_id    bigint not null references clients on update cascade deferrable,
  visit_id     bigint not null,
  version_id   bigint not null references form_versions,
  required     boolean not null default true,
  made_at      timestamptz not null,
  opened_at    timestamptz,
  finished_at  timestamptz,
  reviewed_at  timestamptz,
  clinical_reviewed_at timestamptz,
  withdrawn_at timestamptz,
  unique (client_id, id),
  unique (visit_id, version_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index packets_file on packets (client_id, visit_id);
select guard('packets', 'intake: the form sent for a visit');

-- Autosaved answers are drafts until the packet is finished: no history of key strokes.
create table answers (
  client_id bigint not null,
  packet_id bigint not null,
  field     text not null,
  value     jsonb not null,
  saved_at  timestamptz not null,
  primary key (packet_id, field),
  foreign key (client_id, packet_id) references packets (client_id, id) on update cascade deferrable
);
select guard('answers', 'intake: answers of a packet', 'client_id', 'quiet');

-- A finished packet as differences: each waits for the person who may accept it.
create table proposals (
  id         bigint generated always as identity primary key,
  client_id  bigint not null,
  packet_id  bigint not null,
  part       text not null check (part in ('demographics', 'contact', 'coverage', 'clinical')),
  field      text not null,
  label      text not null,
  was        text not null default '',
  now        text not null,
  detail     jsonb not null default '{}',
  decision   text check (decision in ('accepted', 'declined')),
  decided_at timestamptz,
  decided_by bigint references staff,
  unique (client_id, id),
  unique (packet_id, field),
  foreign key (client_id, packet_id) references packets (client_id, id) on update cascade deferrable,
  check ((decision is null) = (decided_at is null))
);
create index proposals_open on proposals (client_id) where decision is null;
select guard('proposals', 'intake: what an answer would change in the file');

-- A link to outside. The worker mints the token when it sends; only its hash is
-- kept. The first opening exchanges it for a cookie, hashed too.
create table links (
  id           bigint generated always as identity primary key,
  client_id    bigint not null,
  packet_id    bigint,
  request_id   bigint,
  conversation_id bigint,
  contact_id   bigint,
  token_hash   bytea unique check (length(token_hash) = 32),
  cookie_hash  bytea unique check (length(cookie_hash) = 32),
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  exchanged_at timestamptz,
  confirmed_at timestamptz,
  tries        int not null default 0 check (tries between 0 and 5),
  closed_at    timestamptz,
  unique (client_id, id),
  foreign key (client_id, packet_id) references packets (client_id, id) on update cascade deferrable,
  foreign key (client_id, request_id) references requests (client_id, id) on update cascade deferrable,
  foreign key (client_id, contact_id) references contacts (client_id, id) on update cascade deferrable,
  constraint links_open_one_thing check (num_nonnulls(packet_id, request_id, conversation_id) = 1)
);
comment on column links.request_id is 'a letter that another practice is asked for; else it opens a packet';
create index links_request on links (client_id, request_id) where request_id is not null;
comment on column links.conversation_id is 'what is written with the client or the proxy: the key is in 00008';
comment on column links.contact_id is 'the proxy whom it was sent to; null is the client';
create index links_contact on links (client_id, contact_id) where contact_id is not null and closed_at is null;
create index links_packet on links (client_id, packet_id);
select guard('links', 'intake: links to outside', 'client_id', 'kept', 'token_hash', 'cookie_hash');

-- Who may act for a client no longer loses their open links in the same act.
-- +goose StatementBegin
create function close_links_of_proxy() returns trigger language plpgsql as $$
begin
  update links
  set closed_at = clock()
  where client_id = new.client_id and contact_id = new.id and closed_at is null;
  return null;
end $$;
-- +goose StatementEnd
create trigger close_links after update on contacts for each row
when (old.proxy and old.ended_at is null and (not new.proxy or new.ended_at is not null)) execute function close_links_of_proxy();

-- What is asked for no longer is answered by nobody: its links close.
-- +goose StatementBegin
create function close_links_of_request() returns trigger language plpgsql as $$
begin
  update links
  set closed_at = clock()
  where client_id = new.client_id and request_id = new.id and closed_at is null;
  return null;
end $$;
-- +goose StatementEnd
create trigger close_links after update on requests for each row
when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function close_links_of_request();
