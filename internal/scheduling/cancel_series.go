package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// CancelSeriesTx ends the visits of a series that the scope means and frees what they
// held. It answers which, in order of time.
func CancelSeriesTx(ctx context.Context, tx *db.Tx, i id.Visit, scope Scope, reason string) ([]id.Visit, error) {
	all, err := ofScope(ctx, &tx.View, i, scope)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.New(fault.Conflict, "No visit of this series is to come any more.")
	}
	var visits []id.Visit
	var bookings []id.Booking
	for _, v := range all {
		if err := v.mayCancel(reason); err != nil {
			return nil, err
		}
		visits, bookings = append(visits, v.ID), append(bookings, v.BookingID)
	}
	if err := cancelAll(ctx, tx, visits, bookings, reason); err != nil {
		return nil, err
	}
	return visits, leave(ctx, tx, all...)
}
