package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/jobs"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
)

// WelcomeStaff adds a person and stores the mail with the link by which they
// choose their password.
func (w *Workflow) WelcomeStaff(ctx context.Context, who access.Actor, f practice.StaffForm) (id.Staff, error) {
	return db.Make(ctx, w.db, who, access.EditStaff.Practice(), func(tx *db.Tx) (id.Staff, error) {
		person, err := practice.AddStaffTx(ctx, tx, f)
		if err != nil {
			return 0, err
		}
		reset, err := practice.WelcomeTx(ctx, tx, person)
		if err != nil {
			return 0, err
		}
		return person, postToStaff(ctx, tx, messaging.WelcomeMail, reset)
	})
}

// postToStaff puts the mail with the link of a reset into the outbox.
func postToStaff(ctx context.Context, tx *db.Tx, kind messaging.StaffMailKind, r practice.Reset) error {
	m, err := messaging.QueueStaffMailTx(ctx, tx, kind, r.Staff, r.ID)
	if err != nil {
		return err
	}
	return jobs.Insert(ctx, tx, jobs.SendStaffMail{Mail: m})
}
