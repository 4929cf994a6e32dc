package messaging

import (
	"context"

	"charthouse/internal/db"
)

// listLate reads by how much each clinician is late: since when somebody who is here
// waits for them, or since when a visit with them, or in which they take part, is over that goes on. Where nobody
// says when a clinician comes to a room, or there are no rooms, they are there. A visit that was over two
// hours ago is one without an outcome, and tells nothing.
func listLate(ctx context.Context, v *db.View) ([]DueLate, error) {
	return db.Many[DueLate](ctx, v, `
		with late as (
		  select p.staff_id, b.location_id,
		    max(case when m.with_at is not null or m.roomed_at is not null and f.room_minutes = 0 or not exists (
		      select from places p where p.location_id = b.location_id and p.kind = 'room' and p.closed_at is null) then clock() - b.ends_at else clock() - greatest(b.starts_at, m.arrived_at) end) as by
		  from flow_settings f
		  join bookings b on b.kind = 'visit' and b.starts_at between clock() - interval '14 hours' and clock() and b.ends_at > clock() - interval '2 hours'
		  join visits v on v.booking_id = b.id
		  cross join lateral (select v.clinician_id union select v.second_id) p (staff_id)
		  cross join lateral (
		    select min(k.at) as arrived_at, max(k.at) filter (where k.kind = 'roomed') as roomed_at, max(k.at) filter (where k.kind = 'with') as with_at,
		      bool_or(k.kind in ('ready', 'seen', 'no_show', 'cancelled')) as done
		    from visit_marks k
		    where k.client_id = v.client_id and k.visit_id = v.id
		  ) m
		  where f.tell_late and not v.history and m.arrived_at is not null and not m.done
		  group by p.staff_id, b.location_id
		)
		select v.client_id as client, v.id as visit, b.starts_at, floor(extract(epoch from max(l.by)) / 300)::int * 5 as minutes
		from late l
		join flow_settings f on l.by >= make_interval(mins => f.late_minutes)
		join bookings b on b.kind = 'visit' and b.location_id = l.location_id and b.starts_at > clock() and b.starts_at <= clock() + interval '90 minutes'
		join visits v on v.booking_id = b.id and l.staff_id in (v.clinician_id, v.second_id)
		join clients c on c.id = v.client_id
		where not v.history and c.reminders <> 'none' and c.deceased_on is null
		  and not exists (select from visit_marks k where k.client_id = v.client_id and k.visit_id = v.id)
		  and not exists (select from late_notices n where n.client_id = v.client_id and n.visit_id = v.id and n.starts_at = b.starts_at)
		group by v.client_id, v.id, b.starts_at
		order by b.starts_at, v.id
		limit 500`)
}

// insertLate keeps that somebody was told; none where there is nothing to tell any more.
func insertLate(ctx context.Context, tx *db.Tx, d DueLate) error {
	return tx.ExecOne(ctx, `
		insert into late_notices (client_id, visit_id, starts_at, minutes, made_at)
		select v.client_id, v.id, b.starts_at, $4, clock()
		from visits v
		join bookings b on b.id = v.booking_id
		where v.client_id = $1 and v.id = $2 and b.starts_at = $3 and b.starts_at > clock()
		  and not exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id)
		on conflict do nothing`, tx.Client(), d.Visit, d.StartsAt, d.Minutes)
}
