-- When each clinician sees patients, day by day from since until before until, in
-- the wall time of the location: what the rules say for the day, unless the location
-- is closed, or the person away or no longer here. The hours in which a location
-- opens are not looked at: hours of one day only open it.
create function working_hours(since date, until date)
returns table (day date, staff_id bigint, location_id bigint, place_id bigint, starts time, ends time, once boolean)
language sql stable
begin atomic
  select g.day::date, a.staff_id, a.location_id, a.place_id, a.starts, a.ends, a.once
  from generate_series(since, until - 1, interval '1 day') g (day)
  join availability a on a.weekday = extract(isodow from g.day) and coalesce(a.from_on <= g.day, true) and coalesce(a.until_on >= g.day, true)
  join staff s on s.id = a.staff_id
  join locations l on l.id = a.location_id
  where (s.deactivated_at is null or s.deactivated_at > (g.day::date + a.starts) at time zone l.zone)
    and (l.closed_at is null or l.closed_at > (g.day::date + a.starts) at time zone l.zone)
    and not exists (select from absences x where x.staff_id = a.staff_id and g.day between x.from_on and x.until_on)
    and not exists (select from closures c where coalesce(c.location_id, a.location_id) = a.location_id and g.day between c.from_on and c.until_on);
end;
