package overview

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// reach is how far back days are counted when a practice begins: the quarter
// that the measures look at.
const reach = 91

// CloseDays counts days that are over, the earliest first, and answers how many:
// what they count can change no more. The present day is counted by who looks,
// but for how soon one can be seen, which is asked as a day begins.
func (s *Service) CloseDays(ctx context.Context) (n int, err error) {
	err = s.db.Write(ctx, access.System(access.Clock), access.CountDays.Practice(), func(tx *db.Tx) error {
		if err := tx.LockScope(ctx, db.Measures, 0); err != nil {
			return err
		}
		if err := askThirdFree(ctx, tx, atOnce); err != nil {
			return err
		}
		n, err = closeDays(ctx, tx, atOnce)
		return err
	})
	return n, err
}
