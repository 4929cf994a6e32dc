-- +goose Up
-- Since when it is known that somebody is away, or a location closed: what was booked before has to be moved, and what
-- was booked since was meant.
alter table absences add made_at timestamptz not null default clock();
alter table closures add made_at timestamptz not null default clock();
