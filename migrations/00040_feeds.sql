-- +goose Up
-- Whether a clinician may have names in the feed of their visits: what stands there, the
-- calendar's provider can read.
alter table practice add feed_names boolean not null default false;

-- The address under which a clinician's own calendar program reads their visits. Only
-- its hash is kept: who lost it makes another one, and the old one is over.
create table feeds (
  staff_id   bigint primary key references staff,
  token_hash bytea not null unique check (length(token_hash) = 32),
  names      boolean not null default false,
  made_at    timestamptz not null
);
select guard('feeds', 'scheduling: the address under which somebody''s own calendar program reads their visits', '', 'kept', 'token_hash');

-- The calendar elsewhere of which it is read when a clinician is busy. Its address is a
-- secret of theirs.
create table busy_feeds (
  staff_id bigint primary key references staff,
  url      text not null check (url like 'https://%' and length(url) <= 2000),
  made_at  timestamptz not null
);
select guard('busy_feeds', 'scheduling: the calendar elsewhere of which it is read when somebody is busy', '', 'kept', 'url');

-- How the last reading went; what was understood last stays until something else is.
create table busy_reads (
  staff_id bigint primary key references busy_feeds on delete cascade,
  tried_at timestamptz not null,
  read_at  timestamptz,
  problem  text not null default ''
);
comment on column busy_reads.problem is 'what was wrong the last time, in words; empty: nothing';
select guard('busy_reads', 'scheduling: how the last reading of a calendar elsewhere went', '', 'quiet');

-- When somebody is busy elsewhere. It takes no booking away: what is free leaves it out,
-- and a visit that was there before stands on the worklist.
create table busy_times (
  staff_id bigint not null references busy_feeds on delete cascade,
  held     tstzrange not null check (not isempty(held)),
  made_at  timestamptz not null,
  primary key (staff_id, held)
);
create index busy_times_held on busy_times using gist (staff_id, held);
comment on column busy_times.made_at is 'since when it is known';
select guard('busy_times', 'scheduling: when somebody is busy elsewhere', '', 'quiet');
