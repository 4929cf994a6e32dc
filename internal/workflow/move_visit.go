package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// MoveVisit gives a visit another time, clinician or room. It answers the wish
// that moves it back.
func (w *Workflow) MoveVisit(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, wish scheduling.Wish) (was scheduling.Wish, err error) {
	err = w.db.Write(ctx, who, access.MoveVisit.On(c), func(tx *db.Tx) error {
		was, err = scheduling.MoveTx(ctx, tx, visit, wish)
		return err
	})
	return was, err
}
