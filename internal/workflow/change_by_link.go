package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// OpenOwnVisit reads the visit of the patient's link.
func (w *Workflow) OpenOwnVisit(ctx context.Context, who access.Actor) (o scheduling.Own, err error) {
	err = w.db.Read(ctx, who, access.ChangeByLink.On(who.Client()), func(v *db.View) error {
		visit, err := intake.VisitOfLinkTx(ctx, v)
		if err != nil {
			return err
		}
		o, err = scheduling.OwnTx(ctx, v, visit)
		return err
	})
	return o, err
}

// MoveOwnVisit gives the visit of the patient's link another time, as far as the
// practice leaves that to them, and confirms it by mail.
func (w *Workflow) MoveOwnVisit(ctx context.Context, who access.Actor, in scheduling.OnlineWish) error {
	return w.db.Write(ctx, who, access.ChangeByLink.On(who.Client()), func(tx *db.Tx) error {
		visit, err := intake.VisitOfLinkTx(ctx, &tx.View)
		if err != nil {
			return err
		}
		if err := scheduling.MoveOwnTx(ctx, tx, visit, in); err != nil {
			return err
		}
		return movedTx(ctx, tx, visit)
	})
}

// WaitForEarlier puts the visit of the patient's link on the waitlist for an earlier
// time, or changes which times suit them, and tells them.
func (w *Workflow) WaitForEarlier(ctx context.Context, who access.Actor, f scheduling.WaitForm) error {
	return w.db.Write(ctx, who, access.ChangeByLink.On(who.Client()), func(tx *db.Tx) error {
		visit, err := intake.VisitOfLinkTx(ctx, &tx.View)
		if err != nil {
			return err
		}
		if f, err = scheduling.EarlierTx(ctx, tx, visit, f); err != nil {
			return err
		}
		return joinTx(ctx, tx, f)
	})
}

// WaitNoMore takes the visit of the patient's link off the waitlist; it stays booked.
func (w *Workflow) WaitNoMore(ctx context.Context, who access.Actor) error {
	return w.db.Write(ctx, who, access.ChangeByLink.On(who.Client()), func(tx *db.Tx) error {
		visit, err := intake.VisitOfLinkTx(ctx, &tx.View)
		if err != nil {
			return err
		}
		return scheduling.WaitNoMoreTx(ctx, tx, visit)
	})
}

// CancelOwnVisit ends the visit of the patient's link; its time is free at once.
func (w *Workflow) CancelOwnVisit(ctx context.Context, who access.Actor) error {
	return w.db.Write(ctx, who, access.ChangeByLink.On(who.Client()), func(tx *db.Tx) error {
		visit, err := intake.VisitOfLinkTx(ctx, &tx.View)
		if err != nil {
			return err
		}
		if err := scheduling.CancelOwnTx(ctx, tx, visit); err != nil {
			return err
		}
		mail, err := messaging.CancelledTx(ctx, tx, visit)
		if err := post(ctx, tx, mail, err); err != nil {
			return err
		}
		return rescueTx(ctx, tx)
	})
}
