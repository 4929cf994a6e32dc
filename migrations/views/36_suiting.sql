-- Who waits for such a time: a time that a booking leaves, with its clinician at its
-- location. Whether all that the visit takes is free then is looked at when it is offered.
create function suiting(booking_id bigint, clinician_id bigint, location_id bigint, zone text, starts_local timestamp, starts_at timestamptz, ends_at timestamptz)
returns table (client_id bigint, wait_id bigint)
language sql stable
begin atomic
  select w.client_id, w.id
  from waits w
  join clients c on c.id = w.client_id
  join visit_types k on k.id = w.visit_type_id
  where w.ended_at is null and c.deceased_on is null and k.closed_at is null
    and w.ends_on >= (clock() at time zone suiting.zone)::date
    and coalesce(w.clinician_id, suiting.clinician_id) = suiting.clinician_id and coalesce(w.location_id, suiting.location_id) = suiting.location_id
    and (w.weekdays = '{}' or extract(isodow from suiting.starts_local)::int = any (w.weekdays))
    and (w.parts = '{}' or case when suiting.starts_local::time < '12:00' then 'morning' when suiting.starts_local::time < '17:00' then 'afternoon' else 'evening' end = any (w.parts))
    and coalesce(w.earliest_on <= suiting.starts_local::date, true) and coalesce(w.latest_on >= suiting.starts_local::date, true)
    and (exists (select from visit_type_clinicians y where y.visit_type_id = w.visit_type_id and y.staff_id = suiting.clinician_id) or not exists (
      select from visit_type_clinicians y
      join staff s on s.id = y.staff_id and s.deactivated_at is null
      join resources r on r.staff_id = s.id
      where y.visit_type_id = w.visit_type_id))
    and not exists (select from visits own where own.booking_id = suiting.booking_id and own.client_id = w.client_id)
    and not exists (
      select from visits own
      join bookings ob on ob.id = own.booking_id
      where own.client_id = w.client_id and ob.starts_at < suiting.ends_at and ob.ends_at > suiting.starts_at
        and not exists (select from visit_marks x where x.client_id = own.client_id and x.visit_id = own.id and x.kind in ('cancelled', 'no_show')))
    and (w.visit_id is null and k.minutes <= extract(epoch from suiting.ends_at - suiting.starts_at) / 60 or exists (
      select from visits own
      join bookings ob on ob.id = own.booking_id
      where own.client_id = w.client_id and own.id = w.visit_id and ob.starts_at > suiting.starts_at and ob.ends_at - ob.starts_at <= suiting.ends_at - suiting.starts_at
        and not exists (select from visit_marks x where x.client_id = own.client_id and x.visit_id = own.id)));
end;

-- What holds a clinician's time between two instants.
create function holding(clinician_id bigint, since timestamptz, until timestamptz)
returns table (booking_id bigint, kind text)
language sql stable
begin atomic
  select b.id, b.kind
  from resources r
  join booking_resources h on h.resource_id = r.id and h.held && tstzrange(holding.since, holding.until) and h.freed_at is null and coalesce(h.until > clock(), true)
  join bookings b on b.id = h.booking_id
  where r.staff_id = holding.clinician_id;
end;

-- Whether an offer reaches somebody: by mail, or by text where they agreed to texts.
create function reached(c clients) returns boolean
language sql stable
begin atomic
  select exists (select from mail_settings) and (c.email <> '' or exists (select from contacts x where x.client_id = c.id and x.proxy and x.email <> '' and x.ended_at is null))
    or c.texts_agreed and c.phone <> '' and exists (select from text_settings);
end;

-- Who could still have a time that got free: it suits them, and they did not say no to it.
create function could_have(opening bigint)
returns table (client_id bigint, wait_id bigint, state text)
language sql stable
begin atomic
  select s.client_id, s.wait_id, coalesce(f.state, '')
  from openings o
  cross join lateral suiting(o.booking_id, o.clinician_id, o.location_id, o.zone, o.starts_local, o.starts_at, o.ends_at) s
  left join slot_offers f on f.client_id = s.client_id and f.opening_id = o.id
  where o.id = could_have.opening and coalesce(f.state <> 'declined', true);
end;
