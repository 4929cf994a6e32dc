-- How long something may take, as the practice set it or as it is preset.
create function target(of_kind text, preset int) returns interval
language sql stable parallel safe
return make_interval(hours => coalesce((select t.hours from targets t where t.kind = of_kind), preset));

-- The visits that a practice still has to make ready: booked, not begun, nothing said yet.
create view coming_visits as
select v.client_id, v.id as visit_id, v.clinician_id, v.second_id, v.coverage_id, v.fee_cents, v.booked_at, v.booking_id,
  b.location_id, b.starts_at, b.ends_at, b.starts_local
from visits v
join bookings b on b.id = v.booking_id
where not v.history and b.starts_at > clock()
  and not exists (select from visit_marks x where x.visit_id = v.id);
