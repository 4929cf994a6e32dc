-- +goose Up
-- The days of the whole practice. In a practice of many clinicians nearly every visit is a row of visit_days, and
-- the overview's twelve weeks ask for none of what tells them apart: here they are a row a day.
create table visit_totals (like visit_days, primary key (day));
select guard('visit_totals', 'overview: visit_days of the whole practice, a row a day; what they are counted by is 0', '', 'quiet');

create table money_totals (like money_days, primary key (day));
select guard('money_totals', 'overview: money_days of the whole practice, a row a day; what they are counted by is 0', '', 'quiet');

-- Days that were counted before are counted once more, into their totals too.
select set_config('charthouse.writes', 'yes', true);
insert into dirty_days (day) select day from visit_days union select day from money_days;
select set_config('charthouse.writes', '', true);

-- Hours are counted less the time that is blocked in them: few bookings are blocks.
create index bookings_blocks on bookings (starts_local) where kind = 'block';
