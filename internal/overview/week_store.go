package overview

import (
	"context"
	"time"

	"charthouse/internal/db"
)

type stationRow struct {
	Station
	Booked, Cancelled, NoShows int // of the span, the same in every row
}

// listStations counts each visit of the span at every station: behind it, on
// its way there (the stations before are done), or stuck there. It says where a
// visit stands as the view visit_lines does (a test holds the two together), but
// set-wise and without the people and times that lines are drawn with.
func listStations(ctx context.Context, v *db.View, from, to time.Time) ([]stationRow, error) {
	return db.Many[stationRow](ctx, v, `
		with names as (
		  select name, nth from unnest(array['intake', 'arrived', 'seen', 'signed', 'charged', 'billed', 'paid']) with ordinality n (name, nth)
		), week as materialized (
		  select v.client_id, v.id
		  from bookings b
		  join visits v on v.booking_id = b.id and not v.history
		  where b.starts_at >= $1 and b.starts_at < $2
		), lines as materialized (
		  select w.client_id, w.id as visit_id, coalesce(e.kind = 'cancelled', false) as cancelled, coalesce(e.kind = 'no_show', false) as no_show,
		    case -- what costs a look is asked last, and not where what is owed says it already
		      when e.kind in ('cancelled', 'no_show') then null
		      when not signed.yes then case when e.kind = 'seen' then 4 when came.yes then 3 when asked.open then 1 else 2 end
		      when free.visit_id is not null then 8
		      when d.visit_id is null then case when charged.yes then 8 else 5 end
		      when d.payer_cents <> 0 or not invoiced.yes then 6
		      else 7
		    end as at
		  from week w
		  left join visit_marks e on e.client_id = w.client_id and e.visit_id = w.id and e.kind in ('seen', 'no_show', 'cancelled') -- one at most
		  cross join lateral (
		    select exists (select from visit_marks k where k.client_id = w.client_id and k.visit_id = w.id and k.kind in ('arrived', 'roomed', 'with', 'ready')) as yes
		  ) came
		  cross join lateral (
		    select exists (
		      select from packets p
		      where p.client_id = w.client_id and p.visit_id = w.id and p.withdrawn_at is null and p.finished_at is null
		        and p.id = (select min(f.id) from packets f where f.client_id = w.client_id and f.visit_id = w.id and f.withdrawn_at is null)) as open
		  ) asked
		  cross join lateral (
		    select exists (select from notes n join signatures s on s.note_id = n.id where n.visit_id = w.id and n.client_id = w.client_id) as yes
		  ) signed
		  cross join lateral (
		    -- not exists (), which the planner may answer by hashing the charges of all years
		    select coalesce((select true from standing_charges h where h.client_id = w.client_id and h.visit_id = w.id limit 1), false) as yes
		  ) charged
		  cross join lateral (
		    select not exists (
		      select from standing_charges h
		      where h.client_id = w.client_id and h.visit_id = w.id and not exists (
		        select from invoice_charges ic
		        join invoices i on i.client_id = ic.client_id and i.id = ic.invoice_id and i.voided_at is null
		        where ic.client_id = h.client_id and ic.charge_id = h.id)
		        and (select sum(l.cents) from lines l where l.client_id = h.client_id and l.charge_id = h.id and l.account = 'client_receivable') > 0) as yes
		  ) invoiced
		  left join visit_dues d on d.client_id = w.client_id and d.visit_id = w.id
		  left join free_visits free on free.visit_id = w.id
		), ends as (
		  select count(*) filter (where cancelled) as cancelled, count(*) filter (where no_show) as no_shows, count(*) as visits
		  from lines
		), open as materialized (
		  select b.client_id, b.visit_id, b.station, b.cents, b.verb, row_number() over (
		      partition by b.client_id, b.visit_id order by n.nth, b.since, b.id) as turn
		  from blockers b
		  join names n on n.name = b.station
		  where b.cleared_at is null and b.visit_id is not null and coalesce(b.pended_until, '-infinity') <= (select today())
		), waits as (
		  select station, count(*) as lines, count(*) filter (where verb = any ($3)) as listed, sum(cents) filter (where turn = 1) as cents
		  from open
		  group by station
		), counts as (
		  select l.at, count(*) as visits, count(*) filter (where exists (
		      select from blockers b
		      where b.client_id = l.client_id and b.visit_id = l.visit_id and b.station = n.name
		        and b.cleared_at is null and coalesce(b.pended_until, '-infinity') <= (select today()))) as held
		  from lines l
		  left join names n on n.nth = l.at
		  group by l.at
		)
		select n.name,
		  (select coalesce(sum(l.visits), 0) from counts l where l.at > n.nth)::int as passed,
		  coalesce(c.visits - c.held, 0)::int as on_way,
		  coalesce(c.held, 0)::int as stuck,
		  coalesce(w.lines, 0)::int as lines,
		  coalesce(w.listed, 0)::int as listed,
		  coalesce(w.cents, 0)::bigint as cents,
		  (e.visits - e.cancelled - e.no_shows)::int as booked, e.cancelled::int as cancelled, e.no_shows::int as no_shows
		from names n
		cross join ends e
		left join counts c on c.at = n.nth
		left join waits w on w.station = n.name
		order by n.nth`, from, to, v.Who().Roles().Verbs())
}
