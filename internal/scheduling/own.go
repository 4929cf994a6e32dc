package scheduling

import (
	"context"
	"strconv"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Own is a visit as the patient sees it who booked it online.
type Own struct {
	Visit       id.Visit
	TypeID      id.VisitType
	Type        string
	ClinicianID id.Staff
	Clinician   string
	Place       string
	Address     string
	Zone        string
	Local       time.Time // wall time, labelled UTC
	StartsAt    time.Time
	Minutes     int
	Ended       bool // cancelled, missed, or begun
	Cancelled   bool
	Bookable    bool // its kind can be booked online
	ChangeHours int  // until so many before, it may be moved or cancelled
	Offered     bool // earlier times that get free are offered for it
	WaitsUntil  *civil.Date
	Wishes      WaitForm `db:"-"` // which earlier times suit them, where they wait
}

// Until is the last instant at which it may be moved or cancelled.
func (o Own) Until() time.Time { return o.StartsAt.Add(-time.Duration(o.ChangeHours) * time.Hour) }

// May is true while it may be moved or cancelled.
func (o Own) May(now time.Time) bool { return !o.Ended && !now.After(o.Until()) }

var (
	errOwnLate = fault.New(fault.Conflict, "It is too late to change this visit here. Please call us.")
	errOwnOver = fault.New(fault.Conflict, "This visit is over or cancelled, so there is nothing to change.")
)

// OwnTx reads a visit of the act's client as they see it.
func OwnTx(ctx context.Context, v *db.View, n id.Visit) (Own, error) {
	o, err := findOwn(ctx, v, n)
	if err != nil || o.WaitsUntil == nil {
		return o, err
	}
	w, err := findWishes(ctx, v, n)
	o.Wishes = w.form()
	return o, err
}

// form is what they would type to wish the same.
func (w wishes) form() WaitForm {
	f := WaitForm{Parts: w.Parts}
	if w.ClinicianID != 0 {
		f.Clinician = w.ClinicianID.String()
	}
	if w.EarliestOn != nil {
		f.Earliest = w.EarliestOn.String()
	}
	for _, d := range w.Weekdays {
		f.Weekdays = append(f.Weekdays, strconv.Itoa(d))
	}
	return f
}

// mayChange refuses what the policy does not leave to the patient.
func mayChange(ctx context.Context, tx *db.Tx, n id.Visit) error {
	o, err := findOwn(ctx, &tx.View, n)
	switch {
	case err != nil:
		return err
	case o.Ended:
		return errOwnOver
	case !o.May(tx.Now()):
		return errOwnLate
	}
	return nil
}

// CancelOwnTx is CancelTx for the patient, within the policy.
func CancelOwnTx(ctx context.Context, tx *db.Tx, n id.Visit) error {
	if err := mayChange(ctx, tx, n); err != nil {
		return err
	}
	return CancelTx(ctx, tx, n, "Cancelled by the patient, online")
}

// MoveOwnTx is MoveTx for the patient, within the policy: of the visit, and of the
// time to which it moves. The kind of visit stays.
func MoveOwnTx(ctx context.Context, tx *db.Tx, n id.Visit, in OnlineWish) error {
	if err := mayChange(ctx, tx, n); err != nil {
		return err
	}
	w, err := in.wish()
	if err != nil {
		return err
	}
	if _, err := MoveTx(ctx, tx, n, w); err != nil {
		return gone(err)
	}
	is, err := findVisit(ctx, &tx.View, n)
	if err != nil {
		return err
	}
	p := plan{kind: kind{ID: is.VisitTypeID}, clinician: clinician{ID: is.ClinicianID}, local: is.StartsLocal, span: Span{is.StartsAt, is.EndsAt}}
	return mayBeOnline(ctx, &tx.View, p, 0)
}

// EarlierTx is the form of a patient who waits for an earlier time of their visit: which
// times suit them is theirs to say, all else is not.
func EarlierTx(ctx context.Context, tx *db.Tx, n id.Visit, f WaitForm) (WaitForm, error) {
	if err := mayChange(ctx, tx, n); err != nil {
		return f, err
	}
	o, err := findOwn(ctx, &tx.View, n)
	if err == nil && !o.Offered {
		err = errNotOnline
	}
	return WaitForm{Type: o.TypeID.String(), Visit: n.String(), Clinician: f.Clinician, Weekdays: f.Weekdays, Parts: f.Parts, Earliest: f.Earliest}, err
}

// WaitNoMoreTx ends the wait for an earlier time of a visit; without one it does nothing.
func WaitNoMoreTx(ctx context.Context, tx *db.Tx, n id.Visit) error {
	tx.Calm()
	wait, err := findWaitOf(ctx, &tx.View, n)
	if err != nil || wait == 0 {
		return err
	}
	return endWait(ctx, tx, wait, waitLeft, "")
}
