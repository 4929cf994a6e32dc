package billing

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// Invoices lists every invoice behind a cursor, the latest first.
func (s *Service) Invoices(ctx context.Context, who access.Actor, after After, monday time.Time) (rows []Issued, next After, st Stages, err error) {
	err = s.db.Read(ctx, who, access.ListBilling.Across(), func(v *db.View) error {
		if st, err = StagesTx(ctx, v, monday); err != nil {
			return err
		}
		rows, next, err = issued(ctx, v, after)
		return err
	})
	return rows, next, st, err
}

// Payments lists payments behind a cursor, the latest first; of one method, if
// one is named.
func (s *Service) Payments(ctx context.Context, who access.Actor, method string, after After, monday time.Time) (rows []Taken, next After, st Stages, err error) {
	err = s.db.Read(ctx, who, access.ListBilling.Across(), func(v *db.View) error {
		if st, err = StagesTx(ctx, v, monday); err != nil {
			return err
		}
		rows, next, err = came(ctx, v, method, after)
		return err
	})
	return rows, next, st, err
}
