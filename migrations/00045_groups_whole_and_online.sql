-- +goose Up
-- A whole group is moved or cancelled in one act on several files: each file finds it in the trail. Lists, which
-- name many files too, are not of the file and not in the index.
create index trail_of_groups on trail using gin (clients) where verb in ('visit.move', 'visit.cancel') and client_id is null;

-- Patients take a place of a group by themselves. One that is kept while they say who they are is a hold that holds no
-- calendar: the group does.
alter table visit_types drop constraint visit_types_groups;
comment on column visit_types.capacity is 'how many may come at once';
alter table holds add shares bigint references bookings (id);
comment on column holds.shares is 'the group a place of which is kept; null: the calendars are';
create index holds_of_group on holds (shares) where shares is not null;
