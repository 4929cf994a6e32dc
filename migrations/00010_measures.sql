-- +goose Up
-- The measures of a day, added up once. A write queues the days that it touched;
-- the clock job counts them again, and until then a page counts them itself.
create table dirty_days (
  id  bigint generated always as identity primary key,
  day date not null
);
create index dirty_days_day on dirty_days (day);
select guard('dirty_days', 'overview: days whose sums are behind; appended to, so that writers do not wait for each other', '', 'quiet');

-- Columns as in the view visit_days_scan, which says what each one counts.
create table visit_days (
  day           date not null,
  location_id   bigint not null,
  clinician_id  bigint not null,
  visit_type_id bigint not null,
  payer_id      bigint not null,
  visits        int not null,
  cancelled     int not null,
  late          int not null,
  missed        int not null,
  seen          int not null,
  minutes       int not null,
  cycles        int not null,
  cycle_seconds bigint not null,
  turnarounds   int[] not null,
  lags          int not null,
  lag_seconds   bigint not null,
  claims        int not null,
  claims_ready  int not null,
  forms         int not null,
  forms_ready   int not null,
  written       int not null,
  write_seconds bigint not null,
  primary key (day, location_id, clinician_id, visit_type_id, payer_id)
);
select guard('visit_days', 'overview: sums of each day''s visits; payer 0 is nobody but the client', '', 'quiet');

-- A median cannot be added up: that of each week, of the whole practice.
create table week_medians (
  monday date primary key,
  signed int not null,
  median int not null
);
select guard('week_medians', 'overview: half of the week''s notes took at most so many seconds', '', 'quiet');

create table money_days (
  day           date not null,
  location_id   bigint not null,
  clinician_id  bigint not null,
  visit_type_id bigint not null,
  payer_id      bigint not null,
  charged       bigint not null,
  collected     bigint not null,
  adjusted      bigint not null,
  owed          bigint not null,
  primary key (day, location_id, clinician_id, visit_type_id, payer_id)
);
select guard('money_days', 'overview: sums of what the ledger moved on each day, in cents', '', 'quiet');

create index bookings_by_day on bookings ((starts_local::date)) where kind = 'visit';
create index entries_at on entries (at);
alter table notes add column write_seconds int not null default 0;
comment on column notes.write_seconds is 'time spent writing: between two saves, at most a minute each';

-- +goose StatementBegin
-- Queues the days of visits, and those on which money of theirs moved where it
-- may now count for somebody else.
create function soil_visits(touched bigint[], money boolean) returns void language sql as $$
  insert into dirty_days (day)
  select b.starts_local::date
  from visits v
  join bookings b on b.id = v.booking_id
  where v.id = any (touched) and not v.history
  union
  select (e.at at time zone coalesce((select zone from practice), 'UTC'))::date
  from visits v
  join charges c on c.client_id = v.client_id and c.visit_id = v.id
  join lines l on l.client_id = c.client_id and l.charge_id = c.id
  join entries e on e.id = l.entry_id
  where money and v.id = any (touched)
$$;

-- Hangs on every table that a measure reads; the argument says which column
-- leads to the visit.
create function soil_day() returns trigger language plpgsql as $$
declare
  r jsonb := to_jsonb(coalesce(new, old));
begin
  case tg_argv[0]
    when 'visit_id' then
      perform soil_visits(array[(r ->> 'visit_id')::bigint], false);
    when 'note_id' then
      perform soil_visits(array(select n.visit_id from notes n where n.id = (r ->> 'note_id')::bigint), false);
    when 'id' then
      perform soil_visits(array[new.id], tg_op = 'UPDATE');
    when 'coverage' then
      perform soil_visits(array(select v.id from visits v where v.client_id = new.client_id and v.coverage_id = new.id), true);
    when 'booking' then
      insert into dirty_days (day) values (old.starts_local::date);
      perform soil_visits(array(select v.id from visits v where v.booking_id = new.id), true);
    when 'entry' then
      insert into dirty_days (day) values ((new.at at time zone coalesce((select zone from practice), 'UTC'))::date);
      if new.reverses_id is not null and new.visit_id is not null then
        perform soil_visits(array[new.visit_id], false);
      end if;
  end case;
  return null;
end $$;
-- +goose StatementEnd
create trigger soil_day after update of starts_local, ends_at, location_id on bookings for each row when (new.kind = 'visit') execute function soil_day('booking');
create trigger soil_day after insert or update on visits for each row execute function soil_day('id');
create trigger soil_day after insert or update or delete on visit_marks for each row execute function soil_day('visit_id');
create trigger soil_day after insert on signatures for each row execute function soil_day('note_id');
create trigger soil_day after insert on charges for each row execute function soil_day('visit_id');
create trigger soil_day after insert or update on claims for each row execute function soil_day('visit_id');
create trigger soil_day after insert or update of finished_at, withdrawn_at on packets for each row execute function soil_day('visit_id');
create trigger soil_day after insert on entries for each row execute function soil_day('entry');
create trigger soil_day after update of payer_id on coverages for each row when (old.payer_id <> new.payer_id) execute function soil_day('coverage');

-- What a day counts that no later act can change. How soon one could be seen is
-- counted as it begins; what left the worklist and how, who was reminded, what was
-- typed again and how long messages waited, once it is over. The functions
-- third_free and day_counts_of say what each measure counts.
create table closed_days (day date primary key);
select guard('closed_days', 'overview: days that are over and counted', '', 'quiet');

create table day_counts (
  day         date not null,
  measure     text not null,
  staff_id    bigint not null,
  location_id bigint not null,
  cause       text not null,
  how         text not null,
  above       bigint not null,
  below       bigint not null,
  primary key (measure, day, staff_id, location_id, cause, how)
);
select guard('day_counts', 'overview: numerators and denominators of closed days; 0 and empty where nobody''s', '', 'quiet');
create index history_typed on history (at) where tbl in ('clients', 'contacts', 'coverages');

-- A target of the practice's own for a measure.
create table measure_targets (
  measure text primary key,
  goal    numeric not null check (goal between 0 and 100000000)
);
comment on column measure_targets.goal is 'in the measure''s unit: percent, seconds, days, or times in 100 visits';
select guard('measure_targets', 'overview: the practice''s own targets of measures', '');
