package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// CancelSeries ends the visits of a series that the scope means; their times are free
// at once, and the client is told in one mail.
func (w *Workflow) CancelSeries(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, scope scheduling.Scope, reason string) error {
	return w.db.Write(ctx, who, access.CancelVisit.On(c), func(tx *db.Tx) error {
		ended, err := scheduling.CancelSeriesTx(ctx, tx, visit, scope, reason)
		if err != nil {
			return err
		}
		mail, err := messaging.CancelledSeriesTx(ctx, tx, ended)
		if err := post(ctx, tx, mail, err); err != nil {
			return err
		}
		return rescueTx(ctx, tx)
	})
}
