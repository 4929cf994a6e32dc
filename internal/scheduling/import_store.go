package scheduling

import (
	"context"
	"encoding/json"
	"fmt"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// numberPast takes the numbers of new bookings and visits beforehand, so that
// each is written in one statement.
func numberPast(ctx context.Context, v *db.View, visits []*PastVisit) error {
	type pair struct {
		Booking int64
		Visit   id.Visit
	}
	if len(visits) == 0 {
		return nil
	}
	pairs, err := db.Many[pair](ctx, v, `
		select nextval(pg_get_serial_sequence('bookings', 'id')) as booking, nextval(pg_get_serial_sequence('visits', 'id')) as visit
		from generate_series(1, $1)`, len(visits))
	if err != nil {
		return err
	}
	for i, p := range pairs {
		visits[i].Booking, visits[i].ID = p.Booking, p.Visit
	}
	return nil
}

func insertPast(ctx context.Context, tx *db.Tx, c id.Client, visits []*PastVisit) error {
	if len(visits) == 0 {
		return nil
	}
	list, err := json.Marshal(visits)
	if err != nil {
		return fmt.Errorf("write visits as json: %w", err)
	}
	_, err = tx.Exec(ctx, `
		insert into bookings (id, kind, zone, starts_local, starts_at, ends_at)
		overriding system value
		select r.booking_id, 'history', z.zone, r.starts_at at time zone z.zone, r.starts_at, r.ends_at
		from json_to_recordset($1) as r (booking_id bigint, starts_at timestamptz, ends_at timestamptz),
		  (select coalesce(max(zone), 'UTC') as zone from practice) z`, string(list))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		insert into visits (id, client_id, booking_id, reason, history, label, booked_at)
		overriding system value
		select r.id, $1, r.booking_id, r.reason, true, r.label, r.starts_at
		from json_to_recordset($2) as r (id bigint, booking_id bigint, reason text, label text, starts_at timestamptz)`, c, string(list))
	return err
}

func updatePast(ctx context.Context, tx *db.Tx, c id.Client, visits []*PastVisit) error {
	if len(visits) == 0 {
		return nil
	}
	list, err := json.Marshal(visits)
	if err != nil {
		return fmt.Errorf("write visits as json: %w", err)
	}
	_, err = tx.Exec(ctx, `
		update bookings b
		set starts_local = r.starts_at at time zone b.zone, starts_at = r.starts_at, ends_at = r.ends_at, version = b.version + 1
		from json_to_recordset($2) as r (id bigint, starts_at timestamptz, ends_at timestamptz)
		join visits v on v.id = r.id and v.client_id = $1 and v.history
		where b.id = v.booking_id`, c, string(list))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		update visits v
		set reason = r.reason, label = r.label
		from json_to_recordset($2) as r (id bigint, reason text, label text)
		where v.client_id = $1 and v.id = r.id and v.history`, c, string(list))
	return err
}

func strikePast(ctx context.Context, tx *db.Tx, c id.Client, visit id.Visit) error {
	_, err := tx.Exec(ctx, `
		insert into visit_marks (client_id, visit_id, kind, at, reason)
		values ($1, $2, 'cancelled', clock(), 'Struck out in the system it came from')
		on conflict do nothing`, c, visit)
	return err
}
