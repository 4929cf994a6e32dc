package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// opening is a time that a visit left, with the rules of its kind of visit.
type opening struct {
	ID          id.Opening
	ClinicianID id.Staff
	LocationID  id.Location
	Zone        string
	StartsLocal time.Time
	StartsAt    time.Time
	EndsAt      time.Time
	State       string
	HoldID      id.Booking // what keeps it from others, or zero
	AtOnce      int        // to so many at once
	Minutes     int        // that an offer stands
	CutoffHours int        // before it begins, nothing is offered
	Standing    int        // offers that may be taken now
	Filled      bool       // somebody else has a part of it
}

// The states of an opening, as the table openings writes them.
const (
	stillOpen = "open"
	wasTaken  = "taken"  // by whom it was offered to
	wasFilled = "filled" // by others
	wasStop   = "stopped"
	wasOver   = "over" // nobody took it in time
)

// until is when the last offer of it ends.
func (o opening) until() time.Time {
	return o.StartsAt.Add(-time.Duration(o.CutoffHours) * time.Hour)
}

// expires is when an offer that is made now ends.
func (o opening) expires(now time.Time) time.Time {
	return earlier(now.Add(time.Duration(o.Minutes)*time.Minute), o.until())
}

// room is how many more may be offered it now.
func (o opening) room(now time.Time) int {
	if o.State != stillOpen || o.Filled || !now.Before(o.until()) {
		return 0
	}
	return max(o.AtOnce-o.Standing, 0)
}

// wish asks for the opening's time; what kind of visit is for whoever wishes.
func (o opening) wish() Wish {
	v := visit{Zone: o.Zone, StartsAt: o.StartsAt}
	return Wish{
		Clinician: o.ClinicianID.String(), Location: o.LocationID.String(),
		Day: o.StartsLocal.Format(time.DateOnly), Start: o.StartsLocal.Format("15:04"), Fold: string(v.fold()),
	}
}

// OpenedTx answers which times this act left for those who wait.
func OpenedTx(ctx context.Context, tx *db.Tx) ([]id.Opening, error) { return listOpened(ctx, tx) }

// LeftTx answers which times this act left, on a booking that nobody has any more.
func LeftTx(ctx context.Context, tx *db.Tx, b id.Booking) ([]id.Opening, error) {
	return listLeft(ctx, tx, b)
}

// StopOffersTx ends the offering of a time, for good: it is as free as any other.
func StopOffersTx(ctx context.Context, tx *db.Tx, n id.Opening, reason string) error {
	tx.Calm()
	if reason == "" {
		return refuse("reason", "Say why in a word or two: the clinician has other work then.")
	}
	if len(reason) > 500 {
		return refuse("reason", "Keep the reason under 500 letters.")
	}
	o, err := findOpening(ctx, &tx.View, n)
	if err != nil {
		return err
	}
	if err := release(ctx, tx, n); err != nil {
		return err
	}
	closed, err := closeOpening(ctx, tx, n, wasStop, reason)
	if err == nil && !closed {
		err = fault.New(fault.Conflict, "This time is not offered any more: "+closedWords[o.State]+".")
	}
	return err
}

var closedWords = map[string]string{
	stillOpen: "it was taken just now", wasTaken: "somebody who waited took it", wasFilled: "it was booked by others", wasStop: "it was stopped before", wasOver: "it is too late for it",
}

// CloseTx ends an opening that others filled or whose time is over, and lets go what
// it keeps once no offer stands.
func CloseTx(ctx context.Context, tx *db.Tx, n id.Opening) error {
	tx.Calm()
	o, err := lockOpening(ctx, tx, n)
	if err != nil || o.State != stillOpen || o.Standing > 0 && !o.Filled {
		return err
	}
	if err := release(ctx, tx, n); err != nil {
		return err
	}
	state := wasOver
	if o.Filled {
		state = wasFilled
	} else if tx.Now().Before(o.until()) {
		return nil
	}
	_, err = closeOpening(ctx, tx, n, state, "")
	return err
}

// offered is a time that is kept for those who wait.
type offered struct {
	Opening id.Opening
	Local   time.Time
	Zone    string
	Until   time.Time
}

// overOffers refuses a plan that takes what is offered to those who wait, unless it is
// meant: then the offers end, and they are told.
func overOffers(ctx context.Context, tx *db.Tx, p plan) error {
	list, err := findOffered(ctx, &tx.View, p)
	if err != nil {
		return err
	}
	for _, o := range list {
		if !p.over && p.kind.ID == 0 { // a block
			return fault.New(fault.Conflict, o.Local.Format("15:04")+" is offered to people on the waitlist. Stop that first, on the waitlist; then this time can be kept free.")
		}
		if !p.over {
			return refuse("anyway", o.Local.Format("15:04")+" is offered to people on the waitlist, and kept for them until "+asWritten(o.Until.In(p.zone)).Format("15:04")+". Book it anyway if this is meant: they are told that it is gone.")
		}
		if err := release(ctx, tx, o.Opening); err != nil {
			return err
		}
		if _, err := closeOpening(ctx, tx, o.Opening, wasFilled, ""); err != nil {
			return err
		}
	}
	return nil
}
