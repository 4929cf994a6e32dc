package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// MoveSeries moves the visits of a series whose new times were accepted, all of them
// or none, and tells the client in one mail of those whose time or location changed.
func (w *Workflow) MoveSeries(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, scope scheduling.Scope, wish scheduling.Wish, take []string) error {
	return w.db.Write(ctx, who, access.MoveVisit.On(c), func(tx *db.Tx) error {
		moved, err := scheduling.MoveSeriesTx(ctx, tx, visit, scope, wish, take)
		if err != nil {
			return err
		}
		if err := scheduling.FollowCoverageTx(ctx, tx, c); err != nil {
			return err
		}
		for _, v := range moved.Visits {
			if err := intake.FollowVisitTx(ctx, tx, v); err != nil {
				return err
			}
		}
		mail, err := messaging.MovedSeriesTx(ctx, tx, moved.Elsewhere)
		if err := post(ctx, tx, mail, err); err != nil {
			return err
		}
		return rescueTx(ctx, tx)
	})
}
