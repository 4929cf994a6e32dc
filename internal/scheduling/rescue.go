package scheduling

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// grace is how long a time stays kept after the last of its offers: until the next
// are made.
const grace = 3 * time.Minute

// Offered is an offer in somebody's file.
type Offered struct {
	Client id.Client
	Offer  id.SlotOffer
	Zone   string // where they live, or of the location
}

// Candidate is somebody who waits and whom an opening could suit.
type Candidate struct {
	Client id.Client
	Wait   id.Wait
	Zone   string // where they live, or of the location
}

// Round is what is to be done about an opening now.
type Round struct {
	Over    []Offered   // their minutes are over
	Untold  []Offered   // somebody else had it, or it was stopped
	Next    []Candidate // in order of urgency, of how well it fits, and since when they wait
	Room    int         // so many more may be offered it now
	Closing bool        // it is filled, over, or nothing of it stands
}

// RoundOf looks at what is to be done about an opening.
func (s *Service) RoundOf(ctx context.Context, n id.Opening) (r Round, err error) {
	err = s.db.Read(ctx, access.System(access.Clock), access.OfferSlot.Practice(), func(v *db.View) error {
		o, err := findOpening(ctx, v, n)
		if err != nil {
			return err
		}
		if o.State != stillOpen {
			r.Untold, err = listStanding(ctx, v, n, false)
			return err
		}
		if r.Over, err = listStanding(ctx, v, n, true); err != nil {
			return err
		}
		r.Room = o.room(v.Now())
		r.Closing = o.Filled || o.Standing == 0 && (o.HoldID != 0 || !v.Now().Before(o.until()))
		if r.Room > 0 {
			r.Next, err = rank(ctx, v, n)
		}
		return err
	})
	return r, err
}

// OfferSlotTx offers the opening to the act's client who waits, and keeps it for those
// who are offered it. It answers 0 where it does not suit after all: they wait no more,
// what their visit takes is taken, enough others were asked meanwhile, or it is too late.
func OfferSlotTx(ctx context.Context, tx *db.Tx, n id.Opening, wait id.Wait) (id.SlotOffer, error) {
	tx.Calm()
	o, err := findOpening(ctx, &tx.View, n)
	if err != nil {
		return 0, err
	}
	w, err := findSuited(ctx, &tx.View, n, wait)
	if errors.Is(err, db.ErrNone) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	p, err := planOffer(ctx, tx, o, w)
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if o, err = lockOpening(ctx, tx, n); err != nil || o.room(tx.Now()) == 0 {
		return 0, err
	}
	if err := keepOpening(ctx, tx, o, p); err != nil {
		return 0, p.broken(err)
	}
	offer, err := insertSlotOffer(ctx, tx, wait, n, o.expires(tx.Now()))
	return offer, absentIsZero(err)
}

// planOffer is what the visit of who waits would take in the opening, with all of it
// locked and free but for what the opening itself keeps.
func planOffer(ctx context.Context, tx *db.Tx, o opening, w suited) (plan, error) {
	wish := o.wish()
	wish.VisitType = w.VisitTypeID.String()
	if w.VisitID != 0 {
		own, err := findVisit(ctx, &tx.View, w.VisitID)
		if err != nil {
			return plan{}, err
		}
		wish = own.changed(wish)
	}
	a, err := wish.understand()
	if err != nil {
		return plan{}, err
	}
	a.minutes = w.Minutes
	p, err := makePlan(ctx, &tx.View, a)
	if err != nil {
		return p, err
	}
	if err := p.check(a, tx.Now()); err != nil {
		return p, err
	}
	p.booking = o.HoldID
	return p, lockFree(ctx, tx, &p)
}

// ExpireTx ends an offer of the act's client whose minutes are over.
func ExpireTx(ctx context.Context, tx *db.Tx, n id.SlotOffer) error {
	tx.Calm()
	return expireSlotOffer(ctx, tx, n)
}

// GoneTx ends an offer of the act's client that somebody else had, or that was stopped,
// and says whether it stood until now: then they are to be told.
func GoneTx(ctx context.Context, tx *db.Tx, n id.SlotOffer) (bool, error) {
	tx.Calm()
	return missSlotOffer(ctx, tx, n)
}
