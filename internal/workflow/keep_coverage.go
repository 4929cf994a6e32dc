package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// AddCoverage writes down who pays for a client. The visits that are not charged
// yet are paid by it from now on, where it comes first on their day.
func (w *Workflow) AddCoverage(ctx context.Context, who access.Actor, c id.Client, in clients.CoverageForm) (id.Coverage, error) {
	return db.Make(ctx, w.db, who, access.EditCoverage.On(c), func(tx *db.Tx) (id.Coverage, error) {
		made, err := clients.AddCoverageTx(ctx, tx, in, "said at the desk")
		if err != nil {
			return 0, err
		}
		return made, scheduling.FollowCoverageTx(ctx, tx, c)
	})
}

// EditCoverage changes a coverage, and with it who pays for the visits to come.
func (w *Workflow) EditCoverage(ctx context.Context, who access.Actor, c id.Client, coverage id.Coverage, in clients.CoverageForm) error {
	return w.keepCoverage(ctx, who, c, func(tx *db.Tx) error { return clients.EditCoverageTx(ctx, tx, coverage, in) })
}

// EndCoverage ends a coverage; RestoreCoverage undoes it.
func (w *Workflow) EndCoverage(ctx context.Context, who access.Actor, c id.Client, coverage id.Coverage) error {
	return w.keepCoverage(ctx, who, c, func(tx *db.Tx) error { return clients.EndCoverageTx(ctx, tx, coverage) })
}

// RestoreCoverage undoes EndCoverage, unless its rank was given away meanwhile.
func (w *Workflow) RestoreCoverage(ctx context.Context, who access.Actor, c id.Client, coverage id.Coverage) error {
	return w.keepCoverage(ctx, who, c, func(tx *db.Tx) error { return clients.RestoreCoverageTx(ctx, tx, coverage) })
}

func (w *Workflow) keepCoverage(ctx context.Context, who access.Actor, c id.Client, change func(*db.Tx) error) error {
	return w.db.Write(ctx, who, access.EditCoverage.On(c), func(tx *db.Tx) error {
		if err := change(tx); err != nil {
			return err
		}
		return scheduling.FollowCoverageTx(ctx, tx, c)
	})
}
