package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// DoubleBook books the client at a time that something else holds already, for a
// reason that the calendar and the trail keep. What follows is as for any visit.
func (w *Workflow) DoubleBook(ctx context.Context, who access.Actor, c id.Client, wish scheduling.Wish) (id.Visit, error) {
	return db.Make(ctx, w.db, who, access.DoubleBook.On(c), func(tx *db.Tx) (id.Visit, error) {
		return bookTx(ctx, tx, wish.Over())
	})
}

// DoubleMove is DoubleBook for a visit that is booked already. It answers the wish
// that moves it back.
func (w *Workflow) DoubleMove(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, wish scheduling.Wish) (was scheduling.Wish, err error) {
	err = w.db.Write(ctx, who, access.DoubleBook.On(c), func(tx *db.Tx) error {
		if was, err = scheduling.MoveTx(ctx, tx, visit, wish.Over()); err != nil {
			return err
		}
		return movedTx(ctx, tx, visit)
	})
	return was, err
}
