-- +goose Up
-- Visit types, availability, bookings and visits. A booking holds resources for
-- a span; a visit is one client's line through a booking.
create table forms (
  id        bigint generated always as identity primary key,
  name      text not null check (name <> ''),
  closed_at timestamptz
);
create unique index forms_name on forms (lower(name)) where closed_at is null;
select guard('forms', 'intake: forms', '');

-- A version is never changed: answers stay with the questions that were asked.
create table form_versions (
  id           bigint generated always as identity primary key,
  form_id      bigint not null references forms,
  number       int not null,
  definition   jsonb not null,
  published_at timestamptz not null,
  unique (form_id, number)
);
select guard('form_versions', 'intake: published versions of forms', '');
create trigger append_only before update or delete on form_versions for each row execute function append_only();

create table note_templates (
  id        bigint generated always as identity primary key,
  name      text not null check (name <> ''),
  sections  jsonb not null,
  closed_at timestamptz
);
create unique index note_templates_name on note_templates (lower(name)) where closed_at is null;
select guard('note_templates', 'documentation: the sections of notes', '');

create table services (
  id        bigint generated always as identity primary key,
  code      text not null check (code <> ''),
  label     text not null check (label <> ''),
  cents     bigint not null check (cents between 0 and 100000000),
  closed_at timestamptz
);
create unique index services_code on services (code) where closed_at is null;
select guard('services', 'billing: the fee schedule', '');

create table visit_types (
  id          bigint generated always as identity primary key,
  name        text not null check (name <> ''),
  minutes     int not null check (minutes between 5 and 480 and minutes % 5 = 0),
  service_id  bigint references services,
  form_id     bigint references forms,
  template_id bigint references note_templates,
  closed_at   timestamptz
);
create unique index visit_types_name on visit_types (lower(name)) where closed_at is null;
select guard('visit_types', 'scheduling: kinds of visits: length, fee, form, template', '');

create table availability (
  id          bigint generated always as identity primary key,
  staff_id    bigint not null references staff,
  location_id bigint not null references locations,
  place_id    bigint references places,
  weekday     int not null check (weekday between 1 and 7),
  starts      time not null,
  ends        time not null check (ends > starts),
  constraint availability_overlap exclude using gist (staff_id with =, weekday with =,
    int4range(extract(epoch from starts)::int, extract(epoch from ends)::int) with &&)
);
select guard('availability', 'scheduling: the weekly hours of clinicians; 1 is Monday', '');

-- The wall time that people chose is kept with its zone; the range is derived.
create table bookings (
  id           bigint generated always as identity primary key,
  kind         text not null check (kind in ('visit', 'block', 'history')),
  title        text not null default '',
  location_id  bigint references locations,
  zone         text not null,
  starts_local timestamp not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null check (ends_at >= starts_at),
  version      int not null default 1,
  check (kind = 'history' or location_id is not null),
  check (kind = 'history' or ends_at between starts_at + interval '5 minutes' and starts_at + interval '24 hours')
);
create index bookings_by_start on bookings (starts_at, id);
select guard('bookings', 'scheduling: spans that hold resources', '');

-- No clinician, room or piece of equipment is held twice. Lane 0 is the rule;
-- a deliberate overbooking would take lane 1. A cancelled booking frees what it
-- held and remembers it, so that the cancellation can be taken back.
create table booking_resources (
  booking_id  bigint not null references bookings on delete cascade,
  resource_id bigint not null references resources,
  lane        int not null default 0 check (lane >= 0),
  held        tstzrange not null check (not isempty(held)),
  freed_at    timestamptz,
  primary key (booking_id, resource_id),
  constraint resource_taken exclude using gist (resource_id with =, lane with =, held with &&) where (freed_at is null)
);
create index booking_resources_held on booking_resources (resource_id, (lower(held)));
select guard('booking_resources', 'scheduling: what a booking holds, and when', '');

create table visits (
  id            bigint generated always as identity primary key,
  client_id     bigint not null references clients on update cascade deferrable,
  booking_id    bigint not null references bookings,
  visit_type_id bigint references visit_types,
  clinician_id  bigint references staff,
  reason        text not null default '' check (length(reason) <= 500),
  fee_cents     bigint not null default 0 check (fee_cents >= 0),
  coverage_id   bigint,
  history       boolean not null default false,
  label         text not null default '',
  booked_at     timestamptz not null,
  booked_by     bigint references staff,
  sequence      int not null default 0,
  unique (client_id, id),
  foreign key (client_id, coverage_id) references coverages (client_id, id) on update cascade deferrable,
  check (history or (visit_type_id is not null and clinician_id is not null))
);
create index visits_of_booking on visits (booking_id);
create index visits_file on visits (client_id, id desc);
select guard('visits', 'scheduling: one client''s line through a booking; label and history are for imported ones');
alter table observations add constraint observations_visit foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable;
alter table documents add constraint documents_visit foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable;

-- What happened at a visit, who said so and when. Undo deletes the row; the history keeps it.
create table visit_marks (
  client_id bigint not null,
  visit_id  bigint not null,
  kind      text not null check (kind in ('arrived', 'roomed', 'seen', 'no_show', 'cancelled')),
  at        timestamptz not null,
  staff_id  bigint references staff,
  place_id  bigint references places,
  reason    text not null default '',
  primary key (visit_id, kind),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index visit_marks_file on visit_marks (client_id, visit_id);
select guard('visit_marks', 'scheduling: arrived, roomed, seen, no-show, cancelled');
-- A visit that was cancelled or missed was not attended, and the other way round.
create unique index visit_marks_one_end on visit_marks (visit_id) where kind in ('seen', 'no_show', 'cancelled');
