-- The practice's day: what "today", "late" and "until" mean wherever nobody says a
-- place. Lists ask for it as (select today()), once and not for each row.
create function today() returns date
language sql stable parallel safe
return (clock() at time zone coalesce((select zone from practice), 'UTC'))::date;
