-- +goose Up
-- Double entry, append-only, integer cents. Nothing here is ever updated:
-- correction is reversal, and balances are sums.
create table entries (
  id          bigint generated always as identity primary key,
  client_id   bigint not null references clients on update cascade deferrable,
  visit_id    bigint,
  kind        text not null check (kind in ('charge', 'payment', 'allocation', 'refund', 'write_off', 'reversal')),
  memo        text not null default '',
  at          timestamptz not null,
  staff_id    bigint references staff,
  reverses_id bigint,
  unique (client_id, id),
  constraint entry_reversed_once unique (reverses_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, reverses_id) references entries (client_id, id) on update cascade deferrable,
  check ((kind = 'reversal') = (reverses_id is not null))
);
create index entries_file on entries (client_id, id desc);
select guard('entries', 'billing: entries of the ledger');

create table charges (
  id         bigint generated always as identity primary key,
  client_id  bigint not null,
  visit_id   bigint not null,
  note_id    bigint,
  entry_id   bigint not null,
  service_id bigint not null references services,
  code       text not null,
  label      text not null,
  units      int not null check (units between 1 and 99),
  modifiers  text not null default '',
  diagnoses  text[] not null default '{}',
  cents      bigint not null check (cents >= 0),
  at         timestamptz not null,
  unique (client_id, id),
  constraint charge_has_its_own_entry unique (entry_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, note_id) references notes (client_id, id) on update cascade deferrable,
  foreign key (client_id, entry_id) references entries (client_id, id) on update cascade deferrable
);
create index charges_visit on charges (client_id, visit_id);
select guard('charges', 'billing: what a visit costs');

create table lines (
  id        bigint generated always as identity primary key,
  client_id bigint not null,
  entry_id  bigint not null,
  charge_id bigint,
  account   text not null check (account in ('client_receivable', 'payer_receivable', 'client_credit', 'revenue',
    'cash', 'card', 'transfer', 'cheque', 'adjustment')),
  cents     bigint not null check (cents <> 0),
  foreign key (client_id, entry_id) references entries (client_id, id) on update cascade deferrable,
  foreign key (client_id, charge_id) references charges (client_id, id) on update cascade deferrable,
  check (account not in ('client_receivable', 'payer_receivable') or charge_id is not null)
);
create index lines_entry on lines (entry_id);
create index lines_file on lines (client_id, account) include (cents);
create index lines_charge on lines (client_id, charge_id, account) include (cents);
select guard('lines', 'billing: lines of an entry; debit is positive, and they sum to zero', 'client_id', 'quiet');

-- +goose StatementBegin
-- A charge of nothing moves nothing, nor does its reversal; every other entry has
-- two lines or more.
create function entry_balances() returns trigger language plpgsql as $$
declare
  s bigint;
  n int;
begin
  select coalesce(sum(cents), 0), count(*) into s, n from lines where entry_id = new.id;
  if s <> 0 or (n < 2 and new.kind <> 'charge' and (new.reverses_id is null or exists (select from lines where entry_id = new.reverses_id))) then
    raise exception 'entry % does not balance: % cents over % lines', new.id, s, n using errcode = '23514', constraint = 'entry_balances';
  end if;
  return null;
end $$;

-- A line joins its entry in the transaction that made it, and never changes.
create function keep_ledger() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(old) - 'client_id') = (to_jsonb(new) - 'client_id') then
    return new;
  end if;
  if tg_op <> 'INSERT' then
    raise exception '% is append-only', tg_table_name using errcode = '42501';
  end if;
  if tg_table_name = 'lines' and (select e.xmin::text::bigint from entries e where e.id = (to_jsonb(new) ->> 'entry_id')::bigint)
     <> (pg_current_xact_id()::text::bigint & 4294967295) then
    raise exception 'entry is closed' using errcode = '42501';
  end if;
  return new;
end $$;
-- Nothing is paid twice: no charge is paid beyond what is owed on it, and no
-- credit is used that the client does not have. Looked at when the act commits.
create function never_negative() returns trigger language plpgsql as $$
begin
  if new.account = 'client_credit' then
    if (select sum(cents) from lines where client_id = new.client_id and account = 'client_credit') > 0 then
      raise exception 'credit is overdrawn' using errcode = '23514', constraint = 'credit_not_overdrawn';
    end if;
  elsif (select sum(cents) from lines where client_id = new.client_id and charge_id = new.charge_id and account = new.account) < 0 then
    raise exception 'charge % is overpaid', new.charge_id using errcode = '23514', constraint = 'charge_not_overpaid';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create constraint trigger entry_balances after insert on entries deferrable initially deferred for each row execute function entry_balances();
create constraint trigger never_negative after insert on lines deferrable initially deferred for each row
  when (new.account = 'client_credit' and new.cents > 0 or new.account in ('client_receivable', 'payer_receivable') and new.cents < 0)
  execute function never_negative();
create trigger keep_ledger before update or delete on entries for each row execute function keep_ledger();
create trigger keep_ledger before update or delete on charges for each row execute function keep_ledger();
create trigger keep_ledger before insert or update or delete on lines for each row execute function keep_ledger();

-- The visits on which something is still owed: derived from the lines by the
-- trigger below, and nothing else writes it. Lists and totals of open money read
-- these few rows, where the ledger holds every visit there ever was.
create table visit_dues (
  client_id    bigint not null,
  visit_id     bigint not null,
  since        timestamptz not null,
  client_cents bigint not null,
  payer_cents  bigint not null,
  primary key (client_id, visit_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index visit_dues_client on visit_dues (since, visit_id) include (client_id, client_cents) where client_cents > 0;
create index visit_dues_payer on visit_dues (since, visit_id) include (client_id, payer_cents) where payer_cents > 0;
select guard('visit_dues', 'billing: visits with money still owed, derived from lines', 'client_id', 'quiet');

-- +goose StatementBegin
create function keep_dues() returns trigger language plpgsql as $$
declare
  v bigint;
begin
  insert into visit_dues as d (client_id, visit_id, since, client_cents, payer_cents)
  select c.client_id, c.visit_id, coalesce((select min(f.at) from standing_charges f where f.client_id = c.client_id and f.visit_id = c.visit_id), c.at),
    case when new.account = 'client_receivable' then new.cents else 0 end,
    case when new.account = 'payer_receivable' then new.cents else 0 end
  from charges c
  where c.client_id = new.client_id and c.id = new.charge_id
  on conflict (client_id, visit_id) do update
  set client_cents = d.client_cents + excluded.client_cents, payer_cents = d.payer_cents + excluded.payer_cents,
    since = excluded.since
  returning visit_id into v;
  delete from visit_dues where client_id = new.client_id and visit_id = v and client_cents = 0 and payer_cents = 0;
  return null;
end $$;
-- +goose StatementEnd
create trigger keep_dues after insert on lines for each row
  when (new.account in ('client_receivable', 'payer_receivable')) execute function keep_dues();

-- A signed visit that is deliberately free.
create table free_visits (
  client_id bigint not null,
  visit_id  bigint not null primary key,
  reason    text not null check (reason <> ''),
  at        timestamptz not null,
  staff_id  bigint references staff,
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
select guard('free_visits', 'billing: visits that are not charged, and why');

create table claims (
  id          bigint generated always as identity (start with 20001) primary key,
  client_id   bigint not null,
  visit_id    bigint not null unique,
  coverage_id bigint not null,
  made_at     timestamptz not null,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, coverage_id) references coverages (client_id, id) on update cascade deferrable
);
create index claims_file on claims (client_id, id desc);
select guard('claims', 'billing: claims to a payer, ready or blocked; sending them comes later');

create table payments (
  id          bigint generated always as identity primary key,
  client_id   bigint not null,
  visit_id    bigint,
  entry_id    bigint not null,
  method      text not null check (method in ('cash', 'card', 'transfer', 'cheque')),
  cents       bigint not null check (cents >= 0),
  reference   text not null default '',
  received_at timestamptz not null,
  taken_by    bigint references staff,
  claim_id    bigint,
  check (cents > 0 or claim_id is not null),
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, entry_id) references entries (client_id, id) on update cascade deferrable,
  foreign key (client_id, claim_id) references claims (client_id, id) on update cascade deferrable
);
comment on column payments.claim_id is 'the claim that a payer answered, with money or with none; null where the client paid';
create index payments_entry on payments (client_id, entry_id);
create index payments_claim on payments (client_id, claim_id) where claim_id is not null;
create index payments_file on payments (client_id, id desc);
create index payments_day on payments (received_at, id) include (entry_id, cents);
select guard('payments', 'billing: payments; the receipt carries its number');
create trigger keep_ledger before update or delete on payments for each row execute function keep_ledger();

create table invoices (
  id        bigint generated always as identity (start with 1001) primary key,
  client_id bigint not null references clients on update cascade deferrable,
  visit_id  bigint,
  issued_on date not null,
  due_on    date not null check (due_on >= issued_on),
  made_at   timestamptz not null,
  voided_at timestamptz,
  voided_by bigint references staff,
  voided_why text not null default '',
  check (voided_at is null or voided_why <> ''),
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index invoices_file on invoices (client_id, id desc);
create index invoices_visit on invoices (client_id, visit_id);
select guard('invoices', 'billing: invoices to the client');

create table invoice_charges (
  client_id  bigint not null,
  invoice_id bigint not null,
  charge_id  bigint not null,
  primary key (invoice_id, charge_id),
  foreign key (client_id, invoice_id) references invoices (client_id, id) on update cascade deferrable,
  foreign key (client_id, charge_id) references charges (client_id, id) on update cascade deferrable
);
create index invoice_charges_charge on invoice_charges (client_id, charge_id);
select guard('invoice_charges', 'billing: which charges an invoice asks for', 'client_id', 'quiet');

-- How much one person may give back alone; without a row it is 100.00.
create table giveback_limit (
  id    boolean primary key default true check (id),
  cents bigint not null check (cents between 0 and 100000000)
);
select guard('giveback_limit', 'billing: how much one person may give back alone', '');

-- Money that leaves: credit paid back, or a balance written off. Above the limit
-- it waits for somebody else than who asked; the ledger moves with it, not before.
create table givebacks (
  id            bigint generated always as identity primary key,
  client_id     bigint not null references clients on update cascade deferrable,
  kind          text not null check (kind in ('refund', 'write_off')),
  charge_id     bigint,
  method        text check (method in ('cash', 'card', 'transfer', 'cheque')),
  reference     text not null default '',
  cents         bigint not null check (cents > 0),
  reason        text not null check (reason <> ''),
  asked_at      timestamptz not null,
  asked_by      bigint not null references staff,
  needs_two     boolean not null,
  approved_at   timestamptz,
  approved_by   bigint references staff,
  withdrawn_at  timestamptz,
  withdrawn_by  bigint references staff,
  withdrawn_why text not null default '',
  entry_id      bigint unique,
  unique (client_id, id),
  check ((kind = 'write_off') = (charge_id is not null)),
  check ((kind = 'refund') = (method is not null)),
  check ((approved_at is null) = (approved_by is null)),
  check (approved_by is null or entry_id is not null),
  check (withdrawn_at is null or entry_id is null and withdrawn_why <> ''),
  constraint giveback_second_person check (approved_by <> asked_by),
  constraint giveback_approved check (entry_id is null or not needs_two or approved_by is not null),
  foreign key (client_id, charge_id) references charges (client_id, id) on update cascade deferrable,
  foreign key (client_id, entry_id) references entries (client_id, id) on update cascade deferrable
);
create index givebacks_file on givebacks (client_id, id desc);
create index givebacks_charge on givebacks (client_id, charge_id) where charge_id is not null;
create index givebacks_waiting on givebacks (client_id) where entry_id is null and withdrawn_at is null;
select guard('givebacks', 'billing: credit paid back and balances written off, asked for and done');

-- +goose StatementBegin
-- The limit decides, nobody else; what was asked is not changed, and what is done
-- or withdrawn stays so.
create function keep_giveback() returns trigger language plpgsql as $$
declare
  fixed text[] := array['client_id', 'approved_at', 'approved_by', 'withdrawn_at', 'withdrawn_by', 'withdrawn_why', 'entry_id'];
begin
  if tg_op = 'INSERT' then
    new.needs_two := new.cents > coalesce((select cents from giveback_limit), 10000);
  elsif tg_op = 'DELETE' or to_jsonb(old) - fixed <> to_jsonb(new) - fixed
    or (old.entry_id is not null or old.withdrawn_at is not null) and to_jsonb(old) - 'client_id'::text <> to_jsonb(new) - 'client_id'::text then
    raise exception 'giveback % is decided', old.id using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- Money leaves the ledger by a giveback of just this amount, or not at all.
create function left_by_giveback() returns trigger language plpgsql as $$
begin
  if not exists (
    select from givebacks g
    where g.client_id = new.client_id and g.entry_id = new.id and g.kind = new.kind
      and g.cents = (select sum(l.cents) from lines l where l.entry_id = new.id and l.cents > 0)) then
    raise exception 'entry % gives money back without its giveback', new.id using errcode = '23514', constraint = 'entry_of_giveback';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger keep_giveback before insert or update or delete on givebacks for each row execute function keep_giveback();
create constraint trigger left_by_giveback after insert on entries deferrable initially deferred for each row
  when (new.kind in ('refund', 'write_off')) execute function left_by_giveback();
