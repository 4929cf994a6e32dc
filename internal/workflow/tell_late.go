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

// TellLate tells those who are expected soon that their clinician runs late, where the
// practice wants it: each in an act of its own, once for each time of a visit. One that
// fails does not hold up the others.
func (w *Workflow) TellLate(ctx context.Context) error {
	due, err := messaging.New(w.db).DueLate(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, d := range due {
		err := w.db.Write(ctx, access.System(access.Clock), access.RemindVisit.On(d.Client), func(tx *db.Tx) error { return tellLateTx(ctx, tx, d) })
		if err != nil {
			failed = append(failed, fmt.Errorf("tell of visit %s that it begins later: %w", d.Visit, err))
		}
	}
	return errors.Join(failed...)
}

func tellLateTx(ctx context.Context, tx *db.Tx, d messaging.DueLate) error {
	to, err := clients.RecipientTx(ctx, &tx.View, "")
	if err != nil {
		return err
	}
	phone, country, err := messaging.AgreedPhoneTx(ctx, &tx.View)
	if err != nil {
		return err
	}
	number, _ := sms.Number(phone, country) // a phone that takes no texts gets a mail
	out, err := messaging.TellLateTx(ctx, tx, d, to, number)
	if err != nil || out.Text == 0 {
		return post(ctx, tx, out.Mail, err)
	}
	return jobs.Insert(ctx, tx, jobs.SendText{Client: d.Client, Text: out.Text})
}
