package scheduling

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// OfferGroupMove is OfferMove for all who share the visit's booking: a time is free
// where all of them have room. It answers how many they are.
func (s *Service) OfferGroupMove(ctx context.Context, who access.Actor, c id.Client, i id.Visit, w Wish) (o Offer, is Wish, n int, err error) {
	err = s.db.Read(ctx, who, access.MoveVisit.On(c), func(v *db.View) error {
		all, err := GroupTx(ctx, v, i)
		if err != nil {
			return err
		}
		n = len(all)
		o, is, err = offerMove(ctx, v, i, w, n)
		return err
	})
	return o, is, n, err
}

// GroupMove is a group that was moved.
type GroupMove struct {
	Members []Member
	Was     Wish       // the wish that moves them back
	Joined  bool       // they came to another group, and cannot be told from it any more
	Left    id.Booking // whose time is free now: see LeftTx
}

// MoveGroupTx gives all who share a booking another time, clinician or room under the
// rules of moving one visit: all of them or none. The act is on their files. Who was
// cancelled or did not come stays where they were, on the booking that is left.
func MoveGroupTx(ctx context.Context, tx *db.Tx, m Member, w Wish) (out GroupMove, err error) {
	p, err := planGroup(ctx, tx, m, w)
	if err != nil {
		return out, err
	}
	if err := lockFree(ctx, tx, &p); err != nil {
		return out, err
	}
	own, all, err := whole(ctx, tx, m) // nobody comes or leaves from here on
	if err != nil {
		return out, err
	}
	out = GroupMove{Members: membersOf(all), Was: own.wish(), Joined: p.joins != 0, Left: own.BookingID}
	out.Was.Anyway = true
	if err := regroup(ctx, tx, all, p); err != nil {
		return out, p.broken(err)
	}
	return out, leave(ctx, tx, own.left(p)...)
}

// planGroup is the plan of the whole group at its new time.
func planGroup(ctx context.Context, tx *db.Tx, m Member, w Wish) (plan, error) {
	own, all, err := whole(ctx, tx, m)
	if err != nil {
		return plan{}, err
	}
	if err := notBegun(all, "It keeps its time: move the others one by one."); err != nil {
		return plan{}, err
	}
	for _, v := range all {
		if err := v.mayMove(w); err != nil {
			return plan{}, err
		}
	}
	a, err := own.changed(w).understand()
	if err != nil {
		return plan{}, err
	}
	a.booking, a.walkIn = own.BookingID, slices.ContainsFunc(all, func(v visit) bool { return v.ArrivedAt != nil })
	p, err := makePlan(ctx, &tx.View, a)
	if err != nil {
		return p, err
	}
	if err := p.check(a, tx.Now()); err != nil {
		return p, err
	}
	p.party = len(all)
	p.leaves, err = listHeldBy(ctx, &tx.View, own.BookingID)
	return p, err
}

// regroup books all of them anew, at the plan's time or into the group that is there.
func regroup(ctx context.Context, tx *db.Tx, all []visit, p plan) (err error) {
	to, left := p.joins, all[0]
	if to == 0 {
		if to, err = insertBooking(ctx, tx, "visit", "", p); err != nil {
			return err
		}
	}
	for _, v := range all {
		if err := rebook(ctx, tx.In(v.ClientID), v.ID, p, to); err != nil {
			return err
		}
	}
	if err := follow(ctx, tx, to, left); err != nil {
		return err
	}
	if err := free(ctx, tx, left.BookingID); err != nil || p.joins != 0 {
		return err
	}
	return hold(ctx, tx, to, p)
}
