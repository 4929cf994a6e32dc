package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// updateVisit stores the plan as the visit's booking. The sequence tells
// calendars that got the earlier one that this one replaces it.
func updateVisit(ctx context.Context, tx *db.Tx, i id.Visit, p plan) error {
	err := tx.ExecOne(ctx, `
		update visits
		set clinician_id = $3, second_id = nullif($4, 0), sequence = sequence + 1
		where client_id = $1 and id = $2`, tx.Client(), i, p.clinician.ID, p.second.ID)
	if err != nil {
		return err
	}
	err = tx.ExecOne(ctx, `
		update bookings
		set location_id = $2, zone = $3, starts_local = $4, starts_at = $5, ends_at = $6, before_minutes = $7, after_minutes = $8, version = version + 1
		where id = $1`, p.booking, p.location.ID, p.location.Zone, p.local, p.span.From, p.span.To, p.kind.Before, p.kind.After)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `delete from booking_resources where booking_id = $1`, p.booking); err != nil {
		return err
	}
	return hold(ctx, tx, p.booking, p)
}

// free lets go what a booking held, once nobody shares it any more.
func free(ctx context.Context, tx *db.Tx, b id.Booking) error {
	_, err := tx.Exec(ctx, `
		update booking_resources
		set freed_at = clock()
		where booking_id = $1 and freed_at is null
		  and not exists (select from visits v where v.booking_id = $1 and`+standing+`)`, b)
	return err
}

func holdAgain(ctx context.Context, tx *db.Tx, b id.Booking) error {
	_, err := tx.Exec(ctx, `
		update booking_resources
		set freed_at = null
		where booking_id = $1`, b)
	return err
}
