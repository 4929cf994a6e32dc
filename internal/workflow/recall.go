package workflow

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/messaging"
)

// Recall writes to those who are to come again and have no other visit, each in an act of
// its own: the row that keeps it from being done again, the mail and its job stand together
// or not at all.
func (w *Workflow) Recall(ctx context.Context) error {
	due, err := messaging.New(w.db).DueRecalls(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, d := range due {
		err := w.db.Write(ctx, clock, access.RemindVisit.On(d.Client), func(tx *db.Tx) error {
			to, err := clients.RecipientTx(ctx, &tx.View, "")
			if err != nil {
				return err
			}
			mail, err := messaging.RecallTx(ctx, tx, d, to)
			return post(ctx, tx, mail, err)
		})
		if err != nil {
			failed = append(failed, fmt.Errorf("ask to come again after visit %s: %w", d.Visit, err))
		}
	}
	return errors.Join(failed...)
}
