package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// CancelTx ends a visit before it takes place and frees what it held.
func CancelTx(ctx context.Context, tx *db.Tx, i id.Visit, reason string) error {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	if err := v.mayCancel(reason); err != nil {
		return err
	}
	if v.Group { // nobody comes to it meanwhile
		if err := lockHeld(ctx, tx, v.BookingID); err != nil {
			return err
		}
		if v, err = findVisit(ctx, &tx.View, i); err != nil {
			return err
		}
	}
	if err := insertMark(ctx, tx, i, Mark{Kind: MarkCancelled, Reason: reason}); err != nil {
		return err
	}
	if err := free(ctx, tx, v.BookingID); err != nil || v.Others > 0 {
		return err
	}
	return leave(ctx, tx, v)
}

// IsLateTx is true of a visit of which it is too late to cancel it without a charge, as
// its kind says, and that has not taken place.
func IsLateTx(ctx context.Context, v *db.View, i id.Visit) (bool, error) {
	cents, err := findLateCents(ctx, v, i)
	return cents > 0, err
}

// UncancelTx takes a cancellation back, if nobody took the time since.
func UncancelTx(ctx context.Context, tx *db.Tx, i id.Visit) error {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	if v.CancelledAt == nil {
		return fault.New(fault.Conflict, "This visit is not cancelled.")
	}
	a, err := v.wish().understand()
	if err != nil {
		return err
	}
	a.booking, a.minutes = v.BookingID, v.minutes()
	p, err := makePlan(ctx, &tx.View, a)
	if err != nil {
		return err
	}
	if p.chosen, err = listOthers(ctx, tx, v); err != nil { // just those that were freed
		return err
	}
	p.needs, p.over = nil, true
	if err := lockAgain(ctx, tx, p); err != nil {
		return err
	}
	if err := deleteMarks(ctx, tx, i, MarkCancelled); err != nil {
		return err
	}
	return p.broken(holdAgain(ctx, tx, v.BookingID))
}

func (v visit) mayCancel(reason string) error {
	if err := v.open(); err != nil {
		return err
	}
	if v.SeenAt != nil || v.Signed {
		return fault.New(fault.Conflict, "This visit has taken place. It cannot be cancelled any more.")
	}
	if reason == "" {
		return refuse("reason", "Say why in a word or two: the patient called, the clinician is ill.")
	}
	if len(reason) > 500 {
		return refuse("reason", "Keep the reason under 500 letters.")
	}
	return nil
}
