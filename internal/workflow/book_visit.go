package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// BookVisit books the client with a clinician, in a room, at a time that nobody
// else holds.
func (w *Workflow) BookVisit(ctx context.Context, who access.Actor, c id.Client, wish scheduling.Wish) (id.Visit, error) {
	return db.Make(ctx, w.db, who, access.BookVisit.On(c), func(tx *db.Tx) (id.Visit, error) {
		made, err := scheduling.BookTx(ctx, tx, wish)
		return made.Visit, err
	})
}
