package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// MoveTx gives a visit another time, clinician or room under the rules of
// booking. What the wish leaves open stays. It answers what was booked before:
// the wish that moves it back.
func MoveTx(ctx context.Context, tx *db.Tx, i id.Visit, w Wish) (was Wish, err error) {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return was, err
	}
	if err := v.mayMove(w); err != nil {
		return was, err
	}
	a, err := v.changed(w).understand()
	if err != nil {
		return was, err
	}
	a.booking, a.walkIn = v.BookingID, v.ArrivedAt != nil
	p, err := makePlan(ctx, &tx.View, a)
	if err != nil {
		return was, err
	}
	if err := p.check(a, tx.Now()); err != nil {
		return was, err
	}
	if v.Others > 0 { // what the group holds stays held
		p.booking = 0
	}
	if v.Group {
		if p.leaves, err = listHeldBy(ctx, &tx.View, v.BookingID); err != nil {
			return was, err
		}
	}
	if err := lockFree(ctx, tx, &p); err != nil {
		return was, err
	}
	if err := v.stillShared(ctx, tx); err != nil {
		return was, err
	}
	was = v.wish()
	was.Anyway = true
	if v.Others > 0 || p.joins != 0 {
		return was, p.broken(moveShared(ctx, tx, v, p))
	}
	if err := updateVisit(ctx, tx, i, p); err != nil {
		return was, p.broken(err)
	}
	return was, leave(ctx, tx, v.left(p)...)
}

// left is the visit as it was, where the plan leaves its time.
func (v visit) left(p plan) []visit {
	stays := v.ClinicianID == p.clinician.ID && v.StartsAt.Before(p.span.To) && p.span.From.Before(v.EndsAt)
	if stays {
		return nil
	}
	return []visit{v}
}

// mayMove refuses what is over, and a move of a booking that somebody else
// moved meanwhile.
func (v visit) mayMove(w Wish) error {
	if err := v.open(); err != nil {
		return err
	}
	if v.SeenAt != nil {
		return fault.New(fault.Conflict, "This visit has taken place and keeps its time.")
	}
	if w.Version != 0 && w.Version != v.Version {
		return fault.New(fault.Conflict, "Somebody moved this visit to "+v.day()+", "+v.clock()+" after you opened it. Look at it again before you move it.")
	}
	return nil
}

// open refuses history and a visit that was cancelled or missed.
func (v visit) open() error {
	switch {
	case v.History:
		return fault.New(fault.Conflict, "This visit was imported from elsewhere; it is kept as it came.")
	case v.CancelledAt != nil:
		return fault.New(fault.Conflict, "This visit is cancelled. Undo the cancellation first.")
	case v.NoShowAt != nil:
		return fault.New(fault.Conflict, "This visit is marked as missed. Undo that first.")
	}
	return nil
}
