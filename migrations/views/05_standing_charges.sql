-- The charges that count: those that nobody reversed. Each charge has an entry of
-- its own, and an entry is reversed once.
create view standing_charges as
select c.id, c.client_id, c.visit_id, c.note_id, c.entry_id, c.service_id, c.code, c.label, c.units, c.modifiers, c.diagnoses, c.cents, c.at
from charges c
where not exists (select from entries r where r.reverses_id = c.entry_id);
