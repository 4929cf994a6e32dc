-- +goose Up
-- The practice itself: one row of settings, its places, people and directory.
create table practice (
  id           boolean primary key default true check (id),
  name         text not null default '' check (length(name) <= 200),
  patient_word text not null default 'patient' check (patient_word in ('patient', 'client')),
  currency     char(3) not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  zone         text not null default 'UTC',
  phone        text not null default '',
  email        text not null default '',
  address      text not null default '',
  npi          text not null default '' check (npi = '' or npi ~ '^[0-9]{10}$'),
  tax_id       text not null default '',
  invoice_days int not null default 14 check (invoice_days between 0 and 365),
  pay_how      text not null default ''
);
select guard('practice', 'practice: the settings of the practice', '');

create table mail_settings (
  id       boolean primary key default true check (id),
  host     text not null,
  port     int not null check (port between 1 and 65535),
  username text not null default '',
  password text not null default '',
  security text not null check (security in ('tls', 'starttls', 'none')),
  sender   text not null,
  answers  text not null default ''
);
comment on column mail_settings.answers is 'where answers to mails come back in, each with a mark after a plus sign; empty: to the practice''s own address';
select guard('mail_settings', 'practice: the mail server', '', 'kept', 'password');

create table locations (
  id      bigint generated always as identity primary key,
  name    text not null check (name <> ''),
  zone    text not null,
  address text not null default '',
  phone   text not null default '',
  closed_at timestamptz
);
create unique index locations_name on locations (lower(name)) where closed_at is null;
select guard('locations', 'practice: where the practice works', '');

create table opening_hours (
  id          bigint generated always as identity primary key,
  location_id bigint not null references locations,
  weekday     int not null check (weekday between 1 and 7),
  opens       time not null,
  closes      time not null check (closes > opens),
  constraint opening_hours_overlap exclude using gist (location_id with =, weekday with =,
    int4range(extract(epoch from opens)::int, extract(epoch from closes)::int) with &&)
);
select guard('opening_hours', 'practice: when a location is open; 1 is Monday', '');

create table places (
  id          bigint generated always as identity primary key,
  location_id bigint not null references locations,
  name        text not null check (name <> ''),
  kind        text not null check (kind in ('room', 'equipment')),
  closed_at   timestamptz
);
create unique index places_name on places (location_id, lower(name)) where closed_at is null;
select guard('places', 'practice: rooms and equipment', '');

create table staff (
  id             bigint generated always as identity primary key,
  name           text not null check (name <> ''),
  email          text not null check (email = lower(email) and email like '%_@_%'),
  title          text not null default '',
  npi            text not null default '' check (npi = '' or npi ~ '^[0-9]{10}$'),
  licence        text not null default '' check (length(licence) <= 100),
  licence_until  date,
  password_hash  text,
  session_epoch  int not null default 1,
  single_keys    boolean not null default true,
  deactivated_at timestamptz
);
create unique index staff_email on staff (email);
select guard('staff', 'practice: people who work here', '', 'kept', 'password_hash');

create table staff_roles (
  staff_id bigint not null references staff,
  role     text not null check (role in ('front_desk', 'clinician', 'biller', 'manager', 'owner')),
  primary key (staff_id, role)
);
select guard('staff_roles', 'practice: the roles that people hold', '');

-- Who is away and who stands in: the rows that wait for the one are the other's turn.
create table absences (
  id       bigint generated always as identity primary key,
  staff_id bigint not null references staff,
  from_on  date not null,
  until_on date not null check (until_on between from_on and from_on + 366),
  stand_in bigint references staff check (stand_in <> staff_id),
  constraint absences_overlap exclude using gist (staff_id with =, daterange(from_on, until_on, '[]') with &&)
);
select guard('absences', 'practice: when somebody is away, both days included, and who stands in', '');

-- A request to set a new password. The worker mints the token when it sends, so it stands hashed only.
create table password_resets (
  id           bigint generated always as identity primary key,
  staff_id     bigint not null references staff,
  token_hash   bytea unique,
  requested_at timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create index password_resets_staff on password_resets (staff_id);
select guard('password_resets', 'practice: password resets', '', 'kept', 'token_hash');

-- What a booking holds: a clinician, a room or a piece of equipment.
create table resources (
  id       bigint generated always as identity primary key,
  staff_id bigint unique references staff,
  place_id bigint unique references places,
  check (num_nonnulls(staff_id, place_id) = 1)
);
select guard('resources', 'practice: what can be booked: a clinician or a place', '');

-- People and organisations outside: referrers, imported practitioners, payers' offices.
create table directory (
  id      bigint generated always as identity primary key,
  kind    text not null check (kind in ('person', 'organization', 'place')),
  name    text not null,
  npi     text not null default '',
  phone   text not null default '',
  address text not null default ''
);
select guard('directory', 'practice: people and organisations outside', '');

create table imported_directory (
  source       text not null,
  type         text not null,
  resource_id  text not null,
  directory_id bigint not null references directory,
  hash         bytea not null,
  primary key (source, type, resource_id)
);
select guard('imported_directory', 'practice: which imported resource became which directory row', '', 'quiet');
