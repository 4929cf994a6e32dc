package workflow

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// Checkout is what the desk needs when a client leaves: what to ask for, the
// visit's line, and when they come again.
type Checkout struct {
	billing.Till
	Line scheduling.Line
	Next *scheduling.Line // nil where nothing is booked
}

// OpenCheckout reads a visit's money, its line and the client's next visit.
func (w *Workflow) OpenCheckout(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) (o Checkout, err error) {
	err = w.db.Read(ctx, who, access.OpenAccount.On(c), func(v *db.View) error {
		if o.Till, err = billing.TillTx(ctx, v, visit); err != nil {
			return err
		}
		if o.Line, err = scheduling.LineOf(ctx, v, visit); err != nil {
			return err
		}
		latest, err := scheduling.LinesOfClient(ctx, v, v.Now().AddDate(100, 0, 0), 50)
		o.Next = nextOf(latest, o.Line)
		return err
	})
	return o, err
}

// nextOf is the first visit to come after one, of lines with the latest first.
func nextOf(latest []scheduling.Line, after scheduling.Line) *scheduling.Line {
	for _, l := range slices.Backward(latest) {
		if l.StartsAt.After(after.StartsAt) && !l.Ended() && l.SeenAt == nil {
			return &l
		}
	}
	return nil
}

// OpenChargeSheet reads what is needed to charge a visit by hand.
func (w *Workflow) OpenChargeSheet(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) (s billing.ChargeSheet, line scheduling.Line, err error) {
	err = w.db.Read(ctx, who, access.ChargeVisit.On(c), func(v *db.View) error {
		if s, err = billing.ChargeSheetTx(ctx, v, visit); err != nil {
			return err
		}
		line, err = scheduling.LineOf(ctx, v, visit)
		return err
	})
	return s, line, err
}
