package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
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
		_, err = messaging.QueueStaffMailTx(ctx, tx, messaging.WelcomeMail, person, reset.ID)
		return person, err
	})
}
