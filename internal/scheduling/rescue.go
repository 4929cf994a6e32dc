package scheduling

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// grace is how long a time stays kept after the last of its offers: until the next
// are made.
const grace = 3 * time.Minute

// spare is how many more are asked for who can take it than there is room for: what the
// visit of one takes may turn out to be held.
const spare = 5

// Offered is an offer in somebody's file.
type Offered struct {
	Client id.Client
	Offer  id.SlotOffer
	Zone   string // where they live, or of the location
}

// Candidate is somebody who waits and whom an opening suits.
type Candidate struct {
	Client      id.Client
	Wait        id.Wait
	Zone        string // where they live, or of the location
	VisitTypeID id.VisitType
	Minutes     int // of the visit that would move, or zero
}

// Round is what is to be done about an opening now.
type Round struct {
	Opening id.Opening
	Over    []Offered   // their minutes are over
	Untold  []Offered   // somebody else had it, or it was stopped
	Next    []Candidate // whom to offer it, the first first, and some more
	Room    int         // to so many of them
	Closing bool        // it is filled, over, or nothing of it stands
}

// Rounds looks at what is to be done about one opening, or about all with zero. Next are
// in order of urgency, of how well it fits, and since when they wait; who is asleep in
// their zone is passed over, as long as there are others.
func (s *Service) Rounds(ctx context.Context, one id.Opening, asleep func(zone string) bool) (out []Round, err error) {
	err = s.db.Read(ctx, access.System(access.Clock), access.OfferSlot.Practice(), func(v *db.View) error {
		list, err := listUnsettled(ctx, v, one)
		if err != nil {
			return err
		}
		out = make([]Round, len(list))
		for i, n := range list {
			if out[i], err = roundOf(ctx, v, n, asleep); err != nil {
				return fmt.Errorf("look at opening %s: %w", n, err)
			}
		}
		return nil
	})
	return out, err
}

func roundOf(ctx context.Context, v *db.View, n id.Opening, asleep func(zone string) bool) (Round, error) {
	r := Round{Opening: n}
	o, err := findOpening(ctx, v, n)
	if err != nil {
		return r, err
	}
	if o.State != stillOpen {
		r.Untold, err = listStanding(ctx, v, n, false)
		r.Untold = slices.DeleteFunc(r.Untold, func(f Offered) bool { return asleep(f.Zone) })
		return r, err
	}
	if r.Over, err = listStanding(ctx, v, n, true); err != nil {
		return r, err
	}
	r.Closing = o.Filled || o.Standing == 0 && (o.HoldID != 0 || !v.Now().Before(o.until()))
	if r.Room = o.room(v.Now()); r.Room == 0 {
		return r, nil
	}
	ranked, err := rank(ctx, v, n)
	if err != nil {
		return r, err
	}
	for _, c := range ranked {
		if len(r.Next) == r.Room+spare {
			break
		}
		if asleep(c.Zone) {
			continue
		}
		fits, err := o.fits(ctx, v, c)
		if err != nil {
			return r, err
		}
		if fits {
			r.Next = append(r.Next, c)
		}
	}
	return r, nil
}

// fits is true where all that the candidate's visit takes is free then.
func (o opening) fits(ctx context.Context, v *db.View, c Candidate) (bool, error) {
	p, err := o.plan(ctx, v, o.wishFor(c.VisitTypeID), c.Minutes)
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	name, err := findTaken(ctx, v, p)
	if err == nil && name == "" {
		name, err = p.choose(ctx, v, p.unmet(p.place, p.equipment))
	}
	return name == "", err
}

// wishFor asks for the opening's time for a kind of visit.
func (o opening) wishFor(kind id.VisitType) Wish {
	w := o.wish()
	w.VisitType = kind.String()
	return w
}

// plan is what a wish for the opening's time takes, under the rules of booking; what the
// opening itself keeps counts as free.
func (o opening) plan(ctx context.Context, v *db.View, w Wish, minutes int) (plan, error) {
	a, err := w.understand()
	if err != nil {
		return plan{}, err
	}
	a.minutes = minutes
	p, err := makePlan(ctx, v, a)
	if err != nil {
		return p, err
	}
	p.booking = o.HoldID
	return p, p.check(a, v.Now())
}

// OfferSlotTx offers the opening to the act's client who waits, and keeps it for those
// who are offered it. It answers 0 where it does not suit after all: they wait no more,
// have another offer, what their visit takes is taken, enough others were asked meanwhile, or it is too late.
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
	wish := o.wishFor(w.VisitTypeID)
	if w.VisitID != 0 {
		own, err := findVisit(ctx, &tx.View, w.VisitID)
		if err != nil {
			return plan{}, err
		}
		wish = own.changed(wish)
	}
	p, err := o.plan(ctx, &tx.View, wish, w.Minutes)
	if err != nil {
		return p, err
	}
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
