package workflow

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/jobs"
	"charthouse/internal/messaging"
	"charthouse/internal/sms"
)

// Remind decides the reminders that are due, each in an act of its own: the row that
// keeps it from being decided again, the mail or text and its job stand together or not at
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
			phone, country, err := messaging.PhoneTx(ctx, &tx.View, d)
			if err != nil {
				return err
			}
			number, _ := sms.Number(phone, country) // a phone that takes no texts is reminded by mail
			out, err := messaging.RemindTx(ctx, tx, d, to, number)
			if err != nil || out.Text == 0 {
				return post(ctx, tx, out.Mail, err)
			}
			return jobs.Insert(ctx, tx, jobs.SendText{Client: d.Client, Text: out.Text})
		})
		if err != nil {
			failed = append(failed, fmt.Errorf("remind of visit %s: %w", d.Visit, err))
		}
	}
	return errors.Join(failed...)
}
