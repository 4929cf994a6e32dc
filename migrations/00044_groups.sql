-- +goose Up
-- A kind of visit that several share: each client has a visit of their own on one booking, up to so many.
alter table visit_types
  add capacity int not null default 1 check (capacity between 1 and 50),
  add constraint visit_types_groups check (capacity = 1 or not online);
comment on column visit_types.capacity is 'how many may come at once; patients do not book groups online';

-- A wait whose last day is over makes room for another. An opening is found by the booking that left it.
alter table waits
  drop constraint waits_ended_for_check,
  add constraint waits_ended_for_check check (ended_for in ('', 'booked', 'removed', 'left', 'over'));
create index openings_booking on openings (booking_id);

-- No group has more visits than its kind has places: the booking is locked while they are counted.
-- +goose StatementBegin
create function keep_to_capacity() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  shared bigint;
begin
  if tg_table_name = 'visits' then
    shared := new.booking_id;
  else
    select v.booking_id into shared from visits v where v.client_id = old.client_id and v.id = old.visit_id;
  end if;
  perform from bookings b where b.id = shared for update;
  if (select count(*) > max(t.capacity) and max(t.capacity) > 1
      from visits v
      left join visit_types t on t.id = v.visit_type_id
      where v.booking_id = shared and not v.history
        and not exists (select from visit_marks k where k.client_id = v.client_id and k.visit_id = v.id and k.kind in ('cancelled', 'no_show'))) then
    raise exception 'booking % is full', shared using errcode = 'check_violation', constraint = 'visits_capacity';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger visits_capacity after insert or update of booking_id on visits for each row execute function keep_to_capacity();
create trigger marks_capacity after delete on visit_marks for each row when (old.kind in ('cancelled', 'no_show')) execute function keep_to_capacity();
