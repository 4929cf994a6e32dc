package worklist

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

var clock = access.System(access.Clock)

// batch is how many files one round of the clock looks at.
const batch = 500

// SettleDue looks again at every file in which time alone has changed what is
// stuck, each in an act of its own, and answers how many. A file that fails does
// not hold up the others. The practice itself is looked at with them.
func (s *Service) SettleDue(ctx context.Context) (n int, err error) {
	var due []id.Client
	err = s.db.Read(ctx, clock, access.FindDue.Practice(), func(v *db.View) error {
		due, err = listDue(ctx, v)
		return err
	})
	if err != nil {
		return 0, err
	}
	failed := []error{s.settlePractice(ctx)}
	for _, c := range due {
		// The act has nothing to do: settling is the last word of every write.
		if err := s.db.Write(ctx, clock, access.SettleFile.On(c), func(*db.Tx) error { return nil }); err != nil {
			failed = append(failed, fmt.Errorf("settle file %s: %w", c, err))
			continue
		}
		n++
	}
	return n, errors.Join(failed...)
}
