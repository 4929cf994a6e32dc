-- +goose Up
-- Who else takes part: their calendar is held as that of the clinician whose visit it is, who writes the note.
alter table visits add second_id bigint references staff, add constraint visits_second check (second_id <> clinician_id);
create index visits_second on visits (second_id) where second_id is not null;
comment on column visits.second_id is 'another clinician who takes part';
