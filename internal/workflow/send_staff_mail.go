package workflow

import (
	"context"
	"net/url"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
)

// SendStaffMail hands a mail to somebody who works here to the mail server, as
// SendMail does for clients: with the link of a reset, or to what they were told.
func (w *Workflow) SendStaffMail(ctx context.Context, base *url.URL, m id.Mail, last bool) error {
	act := access.DeliverMail.Practice()
	var letter messaging.Letter
	err := w.db.Write(ctx, mailer, act, func(tx *db.Tx) (err error) {
		if letter, err = messaging.ReadyStaffTx(ctx, tx, m); err != nil || letter.Reset == 0 {
			letter = letter.WithLink(link(base, messaging.ToldPath, ""))
			return err
		}
		token, err := practice.MintResetTokenTx(ctx, tx, letter.Reset)
		letter = letter.WithLink(link(base, messaging.ResetPath, token))
		return err
	})
	if err != nil || letter.MailID == "" {
		return err
	}
	return w.handOver(ctx, base, letter, last, act, func(tx *db.Tx, problem string, forGood bool) error {
		if problem == "" {
			return messaging.SentStaffTx(ctx, tx, m)
		}
		return messaging.FailedStaffTx(ctx, tx, m, problem, forGood)
	})
}
