package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/jobs"
	"charthouse/internal/messaging"
)

// SendWaiting starts a job for every mail and text that waits and could go, so that mails
// leave by themselves once there is a mail server. A mail that has a job already
// keeps it.
func (w *Workflow) SendWaiting(ctx context.Context) error {
	waiting, err := messaging.New(w.db).Unsent(ctx, mailer)
	if err != nil {
		return err
	}
	texts, err := messaging.New(w.db).UnsentTexts(ctx, mailer)
	if err != nil || len(waiting.Clients)+len(waiting.Staff)+len(texts) == 0 {
		return err
	}
	return w.db.Write(ctx, mailer, access.DeliverMail.Practice(), func(tx *db.Tx) error {
		for _, m := range waiting.Clients {
			if err := jobs.Insert(ctx, tx, jobs.SendMail{Client: m.Client, Delivery: m.Mail}); err != nil {
				return err
			}
		}
		for _, t := range texts {
			if err := jobs.Insert(ctx, tx, jobs.SendText(t)); err != nil {
				return err
			}
		}
		for _, m := range waiting.Staff {
			if err := jobs.Insert(ctx, tx, jobs.SendStaffMail{Mail: m}); err != nil {
				return err
			}
		}
		return nil
	})
}

// MailServerChanged has what waits, and what waits for another try, go now.
func (w *Workflow) MailServerChanged(ctx context.Context) error {
	err := w.db.Write(ctx, mailer, access.DeliverMail.Practice(), func(tx *db.Tx) error { return jobs.Hurry(ctx, tx) })
	if err != nil {
		return err
	}
	return w.SendWaiting(ctx)
}
