package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// MoveVisit gives a visit another time, clinician or room, and tells the client.
// It answers the wish that moves it back.
func (w *Workflow) MoveVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, wish scheduling.Wish) (was scheduling.Wish, err error) {
	err = w.db.Write(ctx, who, access.MoveVisit.On(c), func(tx *db.Tx) error {
		if was, err = scheduling.MoveTx(ctx, tx, visit, wish); err != nil {
			return err
		}
		return movedTx(ctx, tx, visit)
	})
	return was, err
}

// movedTx is what follows from a visit's new time, whoever moved it.
func movedTx(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	if err := scheduling.FollowCoverageTx(ctx, tx, tx.Client()); err != nil {
		return err
	}
	if err := intake.FollowVisitTx(ctx, tx, visit); err != nil {
		return err
	}
	mail, err := messaging.MovedTx(ctx, tx, visit)
	if err := post(ctx, tx, mail, err); err != nil {
		return err
	}
	return rescueTx(ctx, tx)
}
