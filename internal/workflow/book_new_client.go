package workflow

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// BookNewClient opens a file and books its first visit, or neither: a time that
// is taken leaves no empty file behind.
func (w *Workflow) BookNewClient(ctx context.Context, who access.Actor, in clients.Details, wish scheduling.Wish) (id.Client, id.Visit, error) {
	c, err := db.Make(ctx, w.db, who, access.CreateClient.OnNew(), func(tx *db.Tx) (id.Client, error) {
		c, err := clients.CreateTx(ctx, tx, in)
		if err != nil {
			return 0, err
		}
		_, err = bookTx(ctx, tx, wish)
		return c, err
	})
	if err != nil {
		return 0, 0, err
	}
	var visit id.Visit
	err = w.db.Read(ctx, who, access.OpenVisit.On(c), func(v *db.View) error {
		lines, err := scheduling.LinesOfClient(ctx, v, time.Time{}, 1)
		if err != nil || len(lines) == 0 {
			return err
		}
		visit = lines[0].VisitID
		return nil
	})
	return c, visit, err
}
