-- +goose Up
-- Rows of the trail and the history are sealed in batches, in one chain: each seal holds the hash of the seal
-- before and of its rows. Its head, kept outside the database, shows any later change.
create table seals (
  id        bigint generated always as identity primary key,
  tbl       text not null check (tbl in ('trail', 'history')),
  upto      bigint not null,
  n         bigint not null,
  hash      bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  unique (tbl, upto)
);
comment on table seals is 'house: the chain over trail and history; append-only';
comment on column seals.upto is 'the rows after the seal before of the same table, up to this number';
create trigger append_only before update or delete on seals for each row execute function append_only();
create trigger append_only_all before truncate on seals for each statement execute function append_only();

-- Up to where numbers were given out, and from which transaction on none of them can still be under way.
create table seal_marks (
  tbl   text primary key check (tbl in ('trail', 'history')),
  upto  bigint not null,
  bound xid8
);
comment on table seal_marks is 'house: how far the next seals may go';
