package scheduling

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Offer is what a booking form can choose from.
type Offer struct {
	Client     string // the name, where the client is known
	Clinicians []Choice
	Types      []TypeChoice
	Sites      []Site
	Rooms      []Choice // of the location, or of all
	Equipment  []Choice
	Coverages  []Choice // active ones of the client
	Free       []Free   // on the day, where with whom, what and when are known
	Why        string   // nothing can be booked on the day at all, or empty
	Was        Line     // the visit that is to be moved
	Series     Nth      // and its place in its series
}

// Choice is one answer.
type Choice struct {
	ID   int64
	Name string
	More string // title, plan
}

// TypeChoice is a kind of visit with its length and fee.
type TypeChoice struct {
	ID       id.VisitType
	Name     string
	Minutes  int
	FeeCents int64
}

// Offer reads what can be chosen for a booking; a client of zero is not known yet.
func (s *Service) Offer(ctx context.Context, who access.Actor, c id.Client, w Wish) (o Offer, err error) {
	act := access.OpenDay.Across()
	if c != 0 {
		act = access.BookVisit.On(c)
	}
	err = s.db.Read(ctx, who, act, func(v *db.View) error {
		if o, err = listOffer(ctx, v, w); err != nil {
			return err
		}
		if c != 0 {
			if err := o.of(ctx, v); err != nil {
				return err
			}
		}
		o.Free, err = FreeTimes(ctx, v, w)
		return o.notYet(err)
	})
	return o, err
}

// Sorts lists the sorts of rooms and of equipment that a visit can take.
func (s *Service) Sorts(ctx context.Context, who access.Actor) (all []Choice, err error) {
	err = s.db.Read(ctx, who, access.OpenDay.Across(), func(v *db.View) error {
		all, err = listSorts(ctx, v)
		return err
	})
	return all, err
}

// OfferMove reads what can be chosen for a move: the visit's own time is free.
func (s *Service) OfferMove(ctx context.Context, who access.Actor, c id.Client, i id.Visit, w Wish) (o Offer, is Wish, err error) {
	err = s.db.Read(ctx, who, access.MoveVisit.On(c), func(v *db.View) error {
		o, is, err = offerMove(ctx, v, i, w, 1)
		return err
	})
	return o, is, err
}

// offerMove is for so many who move together.
func offerMove(ctx context.Context, v *db.View, i id.Visit, w Wish, party int) (o Offer, is Wish, err error) {
	booked, err := findVisit(ctx, v, i)
	if err != nil {
		return o, is, err
	}
	is = booked.changed(w)
	is.Version = booked.Version
	if o, err = listOffer(ctx, v, is); err != nil {
		return o, is, err
	}
	if o.Was, err = LineOf(ctx, v, i); err != nil {
		return o, is, err
	}
	f, err := findFacts(ctx, v, i)
	if err != nil {
		return o, is, err
	}
	o.Series = f.series()
	o.Free, err = freeFor(ctx, v, is, booked.BookingID, party)
	return o, is, o.notYet(err)
}

// of adds what concerns the client: the name, and who may pay.
func (o *Offer) of(ctx context.Context, v *db.View) (err error) {
	if o.Client, err = findName(ctx, v); err != nil {
		return err
	}
	if o.Coverages, err = listCoverages(ctx, v); err != nil {
		return fmt.Errorf("coverages: %w", err)
	}
	return nil
}

// notYet lets a form that is only half filled be shown without free times, and says what
// is wrong with its day.
func (o *Offer) notYet(err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid {
		return err
	}
	o.Why = f.Fields["day"]
	return nil
}
