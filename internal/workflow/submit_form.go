package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/intake"
)

// SubmitForm ends a packet that its patient has filled in. What differs from the
// file waits for the desk and the clinician; what is the same is verified.
func (w *Workflow) SubmitForm(ctx context.Context, who access.Actor) error {
	return w.db.Write(ctx, who.Posting(access.Post{}), access.FillPacket.On(who.Client()), func(tx *db.Tx) error {
		same, err := intake.FinishTx(ctx, tx)
		if err != nil {
			return err
		}
		return clients.ConfirmDetailsTx(ctx, tx, same, clients.SourceOfForm(tx.Now()))
	})
}
