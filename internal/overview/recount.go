package overview

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// atOnce is how many days one act counts again, so that none lasts long.
const atOnce = 30

// Recount brings the sums of days up to date whose records changed, the latest
// first, and answers how many days. Pages do not wait for it: what is behind
// they count themselves.
func (s *Service) Recount(ctx context.Context) (n int, err error) {
	err = s.db.Write(ctx, access.System(access.Clock), access.CountDays.Practice(), func(tx *db.Tx) error {
		if err := tx.LockScope(ctx, db.Measures, 0); err != nil {
			return err
		}
		days, err := takeDirty(ctx, tx, atOnce)
		if err != nil || len(days) == 0 {
			return err
		}
		n = len(days)
		if err := recountVisits(ctx, tx, days); err != nil {
			return err
		}
		if err := recountMedians(ctx, tx, days); err != nil {
			return err
		}
		return recountMoney(ctx, tx, days)
	})
	return n, err
}
