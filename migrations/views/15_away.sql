-- Who is away today, in the practice's zone, and who stands in for them.
create view away as
select a.staff_id, a.stand_in, a.until_on
from absences a
where (select today()) between a.from_on and a.until_on;
