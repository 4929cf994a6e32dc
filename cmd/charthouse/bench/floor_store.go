package bench

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// floorVisit is a visit as the floor shows it.
type floorVisit struct {
	Start, Client, Clinician, Kind, Reason, State string
}

func listFloor(ctx context.Context, pool *pgxpool.Pool, location id.Location, day civil.Date) ([]floorVisit, error) {
	rows, err := pool.Query(ctx, `
		select to_char(b.starts_local, 'HH24:MI'), c.given || ' ' || c.family, s.name, t.name, v.reason,
		  coalesce((select max(m.kind) from visit_marks m where m.client_id = v.client_id and m.visit_id = v.id), 'booked')
		from bookings b
		join visits v on v.booking_id = b.id
		join clients c on c.id = v.client_id
		join staff s on s.id = v.clinician_id
		join visit_types t on t.id = v.visit_type_id
		where b.location_id = $1
		  and b.starts_at >= $2::date::timestamp at time zone (select zone from locations where id = $1)
		  and b.starts_at < ($2::date + 1)::timestamp at time zone (select zone from locations where id = $1)
		order by s.name, b.starts_local`, location, day)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[floorVisit])
}

// bookFloor stores the rows that a booking stores, in one transaction.
func bookFloor(ctx context.Context, pool *pgxpool.Pool, s *scene, start string) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `
			select set_config('charthouse.writes', 'yes', true), set_config('charthouse.trail', (select max(id)::text from trail), true), set_config('charthouse.clients', '{' || $1::bigint || '}', true)`, s.Clients[0])
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			with booking as (
			  insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at)
			  values ('visit', '', $1, 'UTC', $2::timestamptz at time zone 'UTC', $2, $2::timestamptz + interval '30 minutes')
			  returning id
			), held as (
			  insert into booking_resources (booking_id, resource_id, held)
			  select id, $3, tstzrange($2, $2::timestamptz + interval '30 minutes') from booking
			)
			insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at)
			select $4, id, $5, $6, 12000, now() from booking`, s.Location, start, s.Resource, s.Clients[0], s.Kind, s.Clinician)
		return err
	})
}
