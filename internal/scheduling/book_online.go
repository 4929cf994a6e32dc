package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// BookOnlineTx is BookTx for the act's client who books by themselves, under the
// practice's policy. The time that is kept under the token is theirs.
func BookOnlineTx(ctx context.Context, tx *db.Tx, in OnlineWish, reason, token string) (Made, error) {
	kept, err := findHold(ctx, &tx.View, hashed(token))
	if err != nil {
		return Made{}, err
	}
	p, err := planOnline(ctx, tx, in, kept.Booking)
	if err != nil {
		return Made{}, err
	}
	a := asked{online: true, reason: reason}
	coverage, err := coverageOf(ctx, tx, a, p)
	if err != nil {
		return Made{}, err
	}
	visit, err := insertVisit(ctx, tx, p, a, coverage)
	return Made{visit, p.kind.FormID, p.kind.ID}, gone(p.broken(err))
}

// OnlineTypeTx answers the kind of visit that is wished for, where it is offered online.
func OnlineTypeTx(ctx context.Context, v *db.View, in OnlineWish) (OnlineType, error) {
	o, err := findOnline(ctx, v)
	if err != nil {
		return OnlineType{}, err
	}
	k, offered := o.Of(in.Type())
	if !offered {
		return k, errNotOnline
	}
	return k, nil
}

// Admitted says whether the act's client may book a kind of visit online now.
type Admitted struct {
	Open id.Visit // one that they booked before and that is still to come, or a place of just this group: they have that
	Not  bool     // the kind is for people who have not been here, and they have
}

// AdmitTx asks what the file says against another online booking.
func AdmitTx(ctx context.Context, v *db.View, in OnlineWish) (Admitted, error) {
	b, err := findBeen(ctx, v)
	if err != nil {
		return Admitted{}, err
	}
	if b.Open == 0 {
		if b.Open, err = placeOf(ctx, v, in); err != nil {
			return Admitted{}, err
		}
	}
	k, err := OnlineTypeTx(ctx, v, in)
	return Admitted{Open: b.Open, Not: k.For == ForNew && b.Here}, err
}

// placeOf is the visit that the act's client has at just that time, whoever booked it.
// Nobody learns of it but by their mail.
func placeOf(ctx context.Context, v *db.View, in OnlineWish) (id.Visit, error) {
	w, err := in.wish()
	if err != nil {
		return 0, gone(err)
	}
	a, err := w.understand()
	if err != nil {
		return 0, gone(err)
	}
	return findPlaceOf(ctx, v, a)
}
