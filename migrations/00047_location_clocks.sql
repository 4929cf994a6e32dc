-- +goose Up
-- A location keeps the clocks by which people were told to come there: another zone is
-- taken only where every coming time reads the same on both.
-- +goose StatementBegin
create function keep_clocks() returns trigger language plpgsql as $$
begin
  if exists (
    select from bookings b
    where b.location_id = new.id and b.starts_at > clock() - interval '24 hours' and b.ends_at > clock()
      and b.starts_at at time zone new.zone <> b.starts_local
      and exists (select from booking_resources h where h.booking_id = b.id and h.freed_at is null)
  ) then
    raise exception 'times booked at location % would read otherwise in %', new.id, new.zone using errcode = '23514', constraint = 'location_clocks';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger keep_clocks after update of zone on locations for each row
when (old.zone <> new.zone) execute function keep_clocks();
