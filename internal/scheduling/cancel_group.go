package scheduling

import (
	"context"

	"charthouse/internal/db"
)

// CancelGroupTx ends the visits of all who share a booking before they take place, and
// frees what it held: all of them or none. The act is on their files.
func CancelGroupTx(ctx context.Context, tx *db.Tx, m Member, reason string) ([]Member, error) {
	shared, _, err := whole(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	if err := lockHeld(ctx, tx, shared.BookingID); err != nil {
		return nil, err
	}
	own, all, err := whole(ctx, tx, m) // nobody comes or leaves from here on
	if err != nil {
		return nil, err
	}
	if err := notBegun(all, "Cancel the visits of the others one by one."); err != nil {
		return nil, err
	}
	for _, v := range all {
		if err := v.mayCancel(reason); err != nil {
			return nil, err
		}
	}
	for _, v := range all {
		if err := insertMark(ctx, tx.In(v.ClientID), v.ID, Mark{Kind: MarkCancelled, Reason: reason}); err != nil {
			return nil, err
		}
	}
	if err := free(ctx, tx, own.BookingID); err != nil {
		return nil, err
	}
	return membersOf(all), leave(ctx, tx, own)
}

// UncancelGroupTx books all who were cancelled together as they were, if nobody took
// the time since: all of them or none. The act is on their files.
func UncancelGroupTx(ctx context.Context, tx *db.Tx, m Member) ([]Member, error) {
	_, all, err := whole(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if err := UncancelTx(ctx, tx.In(v.ClientID), v.ID); err != nil {
			return nil, err
		}
	}
	return membersOf(all), nil
}
