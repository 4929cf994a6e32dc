-- Whether somebody is a clinician of the file: by a visit of the last two years, or
-- one to come.
create function sees(file bigint, person bigint) returns boolean
language sql stable parallel safe
return exists (
  select from visits v
  join bookings b on b.id = v.booking_id
  where v.client_id = file and v.clinician_id = person and not v.history and b.starts_at > clock() - interval '24 months'
    and not exists (select from visit_marks k where k.visit_id = v.id and k.kind = 'cancelled'));

-- A restricted file is shut to a member of staff who is not of its care team: not
-- a clinician of its visits, not named to it, and not looking through glass. Who is no member of staff (a patient's link, the
-- system's own hands) is not held up here: their verbs are.
create function shut(file bigint, person bigint) returns boolean
language sql stable parallel safe
return person is not null
  and exists (select from restrictions r where r.client_id = file and r.lifted_at is null)
  and not exists (select from care_team t where t.client_id = file and t.staff_id = person and t.ended_at is null)
  and not exists (select from glass g where g.client_id = file and g.staff_id = person and g.until > clock())
  and not sees(file, person);

-- The files that are shut to the person: read once at the beginning of a list.
create function shut_files(person bigint) returns bigint[]
language sql stable parallel safe
return (select coalesce(array_agg(r.client_id), '{}') from restrictions r where r.lifted_at is null and shut(r.client_id, person));

-- Lists over many files show a shut one without its content. The list's own
-- transaction knows which those are, so that asking costs no look-up a row.
create function hidden(file bigint) returns boolean
language sql stable parallel safe
return file = any (coalesce(nullif(current_setting('charthouse.hidden', true), ''), '{}')::bigint[]);

-- How a list names a client: as they wish to be named, or not at all.
create function called(c clients) returns text
language sql stable parallel safe
return case when hidden(c.id) then 'Restricted file' else trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) end;
