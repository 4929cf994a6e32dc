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

// Remind decides the reminders that are due, each in an act of its own: the row that
// keeps it from being decided again, the mail and its job stand together or not at
// all. A file whose reminder fails does not hold up the others.
func (w *Workflow) Remind(ctx context.Context) error {
	due, err := messaging.New(w.db).DueReminders(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, d := range due {
		err := w.db.Write(ctx, access.System(access.Clock), access.RemindVisit.On(d.Client), func(tx *db.Tx) error {
			to, err := clients.RecipientTx(ctx, &tx.View, "")
			if err != nil {
				return err
			}
			mail, err := messaging.RemindTx(ctx, tx, d, to)
			return post(ctx, tx, mail, err)
		})
		if err != nil {
			failed = append(failed, fmt.Errorf("remind of visit %s: %w", d.Visit, err))
		}
	}
	return errors.Join(failed...)
}
