-- +goose Up
-- Weekly hours count from a day until a day, so that new ones can be set before they begin and old ones stay known;
-- hours of one day only are a rule of that day. No day is always.
alter table availability
  add from_on date,
  add until_on date check (until_on >= from_on),
  add once boolean not null default false,
  add constraint availability_once check (not once or (from_on is not null and from_on = until_on and weekday = extract(isodow from from_on))),
  drop constraint availability_overlap,
  add constraint availability_overlap exclude using gist (staff_id with =, weekday with =,
    int4range(extract(epoch from starts)::int, extract(epoch from ends)::int) with &&, daterange(from_on, until_on, '[]') with &&);

-- Days on which a location is closed, or with none all of them.
create table closures (
  id          bigint generated always as identity primary key,
  location_id bigint references locations,
  name        text not null check (name <> ''),
  from_on     date not null,
  until_on    date not null check (until_on between from_on and from_on + 366)
);
select guard('closures', 'scheduling: days on which a location is closed, or with none all of them', '');
