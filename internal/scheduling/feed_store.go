package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findFeed reads what somebody has set up, but for the calendar elsewhere.
func findFeed(ctx context.Context, v *db.View, n id.Staff) (OwnCalendar, error) {
	r, err := db.One[struct {
		MadeAt         *time.Time
		Names, Allowed bool
	}](ctx, v, `
		select f.made_at, coalesce(f.names, false) as names, coalesce((select bool_or(p.feed_names) from practice p), false) as allowed
		from staff s
		left join feeds f on f.staff_id = s.id
		where s.id = $1`, n)
	return OwnCalendar{MadeAt: r.MadeAt, Names: r.Names, Allowed: r.Allowed}, err
}

func saveFeed(ctx context.Context, tx *db.Tx, hash []byte, names bool) error {
	return tx.ExecOne(ctx, `
		insert into feeds (staff_id, token_hash, names, made_at)
		values ($1, $2, $3, clock())
		on conflict (staff_id) do update
		set token_hash = excluded.token_hash, names = excluded.names, made_at = excluded.made_at`, tx.Who().Staff(), hash, names)
}

func nameInFeed(ctx context.Context, tx *db.Tx, names bool) error {
	return tx.ExecOne(ctx, `
		update feeds
		set names = $2
		where staff_id = $1`, tx.Who().Staff(), names)
}

func deleteFeed(ctx context.Context, tx *db.Tx) error {
	return tx.ExecOne(ctx, `delete from feeds where staff_id = $1`, tx.Who().Staff())
}

func practiceName(ctx context.Context, v *db.View) (string, error) {
	return db.Value[string](ctx, v, `select coalesce(max(name), '') from practice`)
}

// listFeed reads the visits that take place. A file that is shut to the clinician keeps
// its name to itself.
func listFeed(ctx context.Context, v *db.View, n id.Staff, within Span) ([]FeedVisit, error) {
	return db.Many[FeedVisit](ctx, v, `
		select v.id, v.client_id, case when f.names and coalesce(p.feed_names, false) and not hidden(c.id) then called(c) else '' end as client,
		  b.starts_at, b.ends_at, b.zone, l.name as location, l.address, v.booked_at, v.sequence
		from resources r
		join booking_resources h on h.resource_id = r.id and lower(h.held) >= $2::timestamptz - interval '1 day' and lower(h.held) < $3
		join bookings b on b.id = h.booking_id
		join visits v on v.booking_id = b.id and r.staff_id in (v.clinician_id, v.second_id)
		join clients c on c.id = v.client_id
		join locations l on l.id = b.location_id
		join feeds f on f.staff_id = r.staff_id
		left join practice p on true
		where r.staff_id = $1 and not v.history and b.starts_at >= $2 and b.starts_at < $3
		  and not exists (select from visit_marks x where x.visit_id = v.id and x.kind in ('cancelled', 'no_show'))
		order by b.starts_at, v.id
		limit 10000`, n, within.From, within.To)
}
