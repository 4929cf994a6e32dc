package scheduling

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// insertHold keeps what the plan takes: its calendars, or a place of the group that it
// joins, which holds them already.
func insertHold(ctx context.Context, tx *db.Tx, p plan, hash []byte, until time.Time) error {
	b, err := insertBooking(ctx, tx, "hold", "", p)
	if err != nil {
		return err
	}
	if p.joins == 0 {
		if err := hold(ctx, tx, b, p); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `
		update booking_resources
		set until = $2
		where booking_id = $1`, b, until)
	if err != nil {
		return err
	}
	return tx.ExecOne(ctx, `
		insert into holds (booking_id, token_hash, until, shares)
		values ($1, $2, $3, nullif($4, 0))`, b, hash, until, p.joins)
}

// findHold reads the time that is kept under the token; none is zero.
func findHold(ctx context.Context, v *db.View, hash []byte) (Hold, error) {
	h, err := db.One[Hold](ctx, v, `
		select booking_id as booking, until
		from holds
		where token_hash = $1 and until > clock()
		order by booking_id desc
		limit 1`, hash)
	if errors.Is(err, db.ErrNone) {
		return Hold{}, nil
	}
	return h, err
}

// endHolds takes away the time that was kept for whoever takes it now, and those of
// the resources within the span whose minutes are over.
func endHolds(ctx context.Context, tx *db.Tx, own id.Booking, resources []id.Resource, within Span) error {
	_, err := tx.Exec(ctx, `
		delete from bookings b
		where b.kind = 'hold' and b.id in (
		  select $1::bigint
		  union all
		  select h.booking_id
		  from booking_resources h
		  where h.resource_id = any ($2) and h.freed_at is null and h.held && tstzrange($3, $4) and h.until <= clock())`,
		own, resources, within.From, within.To)
	return err
}

// sweepHolds takes away times whose minutes are long over, where nobody took them:
// a hold is never the last, since the next one sweeps. One that somebody looks at
// just now is left to them.
func sweepHolds(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `
		delete from bookings
		where kind = 'hold' and id in (
		  select booking_id
		  from holds
		  where until < clock() - interval '1 hour'
		  order by until
		  limit 100
		  for update skip locked)`)
	return err
}
