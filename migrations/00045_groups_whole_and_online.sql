-- +goose Up
-- A whole group is moved or cancelled in one act on several files: each file finds it in the trail. Lists, which
-- name many files too, are not of the file and not in the index.
create index trail_of_groups on trail using gin (clients) where verb in ('visit.move', 'visit.cancel') and client_id is null;
