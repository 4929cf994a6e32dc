package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/jobs"
	"charthouse/internal/messaging"
)

// WriteMessage sends the client what somebody wrote.
func (w *Workflow) WriteMessage(ctx context.Context, who access.Actor, c id.Client, in messaging.Written) (id.Mail, error) {
	return db.Make(ctx, w.db, who, access.SendMessage.On(c), func(tx *db.Tx) (id.Mail, error) {
		m, err := messaging.WriteTx(ctx, tx, in)
		return m, post(ctx, tx, m, err)
	})
}

// ResendMail tries a mail once more that had failed.
func (w *Workflow) ResendMail(ctx context.Context, who access.Actor, c id.Client, m id.Mail) error {
	return w.db.Write(ctx, who, access.ResendMail.On(c), func(tx *db.Tx) error {
		return post(ctx, tx, m, messaging.ResendTx(ctx, tx, m))
	})
}

// ResendStaffMail tries a mail to staff once more that had failed.
func (w *Workflow) ResendStaffMail(ctx context.Context, who access.Actor, m id.Mail) error {
	return w.db.Write(ctx, who, access.ResendMail.Practice(), func(tx *db.Tx) error {
		if err := messaging.ResendStaffTx(ctx, tx, m); err != nil {
			return err
		}
		return jobs.Insert(ctx, tx, jobs.SendStaffMail{Mail: m})
	})
}

// post stores the job that sends a mail of the act's client. There is none where
// the file has no mail address.
func post(ctx context.Context, tx *db.Tx, m id.Mail, err error) error {
	if err != nil || m == 0 {
		return err
	}
	return jobs.Insert(ctx, tx, jobs.SendMail{Client: tx.Client(), Delivery: m})
}
