package scheduling

import (
	"context"
	"crypto/sha256"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// KeptFor is how long a time is kept while somebody fills in who they are.
const KeptFor = 10 * time.Minute

// Hold is a time that is kept, and until when; zero is none.
type Hold struct {
	Booking id.Booking
	Until   time.Time
}

// KeepTime keeps a time online under a token that its holder makes up: to all
// others it is taken until its minutes are over or it is booked. What was kept under
// the token before is let go. A time that is taken is a Conflict.
func (s *Service) KeepTime(ctx context.Context, who access.Actor, in OnlineWish, token string) error {
	return s.db.Write(ctx, who, access.BookOnline.Practice(), func(tx *db.Tx) error {
		tx.Calm()
		return KeepTimeTx(ctx, tx, in, token)
	})
}

// KeepTimeTx is KeepTime within another act: of a booking that is not made it keeps
// what the booking would have taken, so that the calendar does not tell.
func KeepTimeTx(ctx context.Context, tx *db.Tx, in OnlineWish, token string) error {
	was, err := findHold(ctx, &tx.View, hashed(token))
	if err != nil {
		return err
	}
	p, err := planOnline(ctx, tx, in, was.Booking)
	if err != nil {
		return err
	}
	if err := insertHold(ctx, tx, p, hashed(token), tx.Now().Add(KeptFor)); err != nil {
		return gone(p.broken(err))
	}
	return sweepHolds(ctx, tx)
}

// Kept answers until when a time is kept under the token; none is zero.
func (s *Service) Kept(ctx context.Context, who access.Actor, token string) (h Hold, err error) {
	err = s.db.Read(ctx, who, access.BookOnline.Practice(), func(v *db.View) error {
		h, err = findHold(ctx, v, hashed(token))
		return err
	})
	return h, err
}

// planOnline is the plan of an online wish under the practice's policy, with all
// that it takes locked and free. Who kept a time was soon enough when they did.
func planOnline(ctx context.Context, tx *db.Tx, in OnlineWish, kept id.Booking) (plan, error) {
	w, err := in.wish()
	if err != nil {
		return plan{}, err
	}
	w.kept = kept
	a, err := w.understand()
	if err != nil {
		return plan{}, gone(err)
	}
	p, err := makePlan(ctx, &tx.View, a)
	if err != nil {
		return p, gone(err)
	}
	if err := p.check(a, tx.Now()); err != nil {
		return p, gone(err)
	}
	var late time.Duration
	if kept != 0 {
		late = KeptFor
	}
	if err := mayBeOnline(ctx, &tx.View, p, late); err != nil {
		return p, err
	}
	return p, gone(lockFree(ctx, tx, &p))
}

// ErrTimeGone refuses a time that cannot be had, whatever the reason: a patient is
// told neither who has it nor what the desk could do about it.
var ErrTimeGone = fault.New(fault.Conflict, "This time is not free any more. Please choose another one; what you typed is kept.")

func gone(err error) error {
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return ErrTimeGone
	}
	return err
}

func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
