package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
)

// RequestPasswordReset opens a reset and stores the mail with its link. Whether
// the address is known here is not answered.
func (w *Workflow) RequestPasswordReset(ctx context.Context, who access.Actor, email string) error {
	return w.db.Write(ctx, who, access.OwnPassword.Practice(), func(tx *db.Tx) error {
		reset, err := practice.RequestResetTx(ctx, tx, email)
		if err != nil || reset.ID == 0 {
			return err
		}
		return postToStaff(ctx, tx, messaging.ResetMail, reset)
	})
}
