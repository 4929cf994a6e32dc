-- A knock at the door (a sign-in, a code): counts per key within a window that
-- begins at the first knock, and says how many there were.
create function knock(who text, at timestamptz, lasts interval) returns int
language sql volatile security definer set search_path = public, pg_temp
begin atomic
  insert into knocks as k (key, count, until) values (who, 1, at + lasts)
  on conflict (key) do update
  set count = case when k.until <= at then 1 else k.count + 1 end,
      until = case when k.until <= at then at + lasts else k.until end
  returning count;
end;
