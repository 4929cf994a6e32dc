package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findBlock(ctx context.Context, v *db.View, b id.Booking) (block, error) {
	return db.One[block](ctx, v, `
		select b.title, coalesce(max(r.staff_id), 0) as clinician_id, coalesce(max(r.place_id), 0) as place_id, coalesce(max(p.kind), '') = 'equipment' as equipment, coalesce(b.block_series_id, 0) as series,
		  b.location_id, b.zone, b.starts_local, b.starts_at, b.ends_at
		from bookings b
		join booking_resources h on h.booking_id = b.id
		join resources r on r.id = h.resource_id
		left join places p on p.id = r.place_id
		where b.id = $1 and b.kind = 'block'
		group by b.id`, b)
}

// findAnyPlace reads a room or a piece of equipment of the location; zero is none.
func findAnyPlace(ctx context.Context, v *db.View, at id.Location, n id.Place) (place, error) {
	if n == 0 {
		return place{}, nil
	}
	return db.One[place](ctx, v, `
		select p.id, p.name, r.id as resource_id
		from places p
		join resources r on r.place_id = p.id
		where p.location_id = $1 and p.id = $2 and p.closed_at is null`, at, n)
}

// deleteBlocks opens the block again, and of its series those that begin from then on.
func deleteBlocks(ctx context.Context, tx *db.Tx, b id.Booking, of id.BlockSeries, from *time.Time) (int64, error) {
	return tx.Exec(ctx, `
		delete from bookings
		where kind = 'block' and (id = $1 or block_series_id = $2 and starts_at >= $3)`, b, of, from)
}

func insertBlockSeries(ctx context.Context, tx *db.Tx, r Rule) (id.BlockSeries, error) {
	return db.Value[id.BlockSeries](ctx, &tx.View, `
		insert into block_series (rule, made_at, made_by)
		values ($1, clock(), nullif($2, 0))
		returning id`, r.String(), tx.Who().Staff())
}

// insertBlocks stores the plans, which are in order of time, as blocks of the series.
func insertBlocks(ctx context.Context, tx *db.Tx, s id.BlockSeries, title string, plans []plan) error {
	p, local, from, to := plans[0], []time.Time{}, []time.Time{}, []time.Time{}
	for _, p := range plans {
		local, from, to = append(local, p.local), append(from, p.span.From), append(to, p.span.To)
	}
	rows, err := db.Many[struct{ ID id.Booking }](ctx, &tx.View, `
		with b as (
		  insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at, block_series_id)
		  select 'block', $1, $2, $3, t.local, t.since, t.until, $4
		  from unnest($5::timestamp[], $6::timestamptz[], $7::timestamptz[]) t (local, since, until)
		  returning id, starts_at
		)
		select id
		from b
		order by starts_at`, title, p.location.ID, p.location.Zone, s, local, from, to)
	if err != nil {
		return err
	}
	for i, row := range rows {
		plans[i].booking = row.ID
	}
	return holdAll(ctx, tx, plans)
}

// listTaken names, for each of the spans in which something holds one of the resources,
// the first of these, the clinician before the place.
func listTaken(ctx context.Context, v *db.View, resources []id.Resource, from, to []time.Time) ([]takenSpan, error) {
	return db.Many[takenSpan](ctx, v, `
		select distinct on (t.n) t.n::int - 1 as n, coalesce(s.name, p.name) as name
		from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality t (since, until, n)
		join booking_resources h on h.resource_id = any ($1) and h.held && tstzrange(t.since, t.until) and h.freed_at is null and coalesce(h.until > clock(), true)
		join resources r on r.id = h.resource_id
		left join staff s on s.id = r.staff_id
		left join places p on p.id = r.place_id
		order by t.n, r.staff_id nulls last, r.id`, resources, from, to)
}
