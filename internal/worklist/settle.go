package worklist

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

var clock = access.System(access.Clock)

// batch is how many files the clock lists at once, and patience how long one of
// them may take: with more it fails, so that it does not stop those behind it.
const (
	batch    = 500
	patience = 5 * time.Second
)

// SettleDue looks again at every file in which time alone has changed what is
// stuck, each in an act of its own, and answers how many. A file that fails does
// not hold up the others, nor does one that somebody is writing to: both are
// passed by, and looked at in the next round. So is what is left when ctx ends.
// The practice itself is looked at first.
func (s *Service) SettleDue(ctx context.Context) (n int, err error) {
	failed := []error{s.settlePractice(ctx)}
	var last due
	for ctx.Err() == nil {
		page, err := s.findDue(ctx, last)
		if err != nil && ctx.Err() == nil {
			failed = append(failed, err)
		}
		if len(page) == 0 {
			break
		}
		for _, f := range page {
			switch err := s.settleFile(ctx, f.ClientID); {
			case err == nil:
				n++
			case ctx.Err() == nil && !errors.Is(err, db.ErrHeld):
				failed = append(failed, fmt.Errorf("settle file %s: %w", f.ClientID, err))
			}
		}
		last = page[len(page)-1]
	}
	return n, errors.Join(failed...)
}

func (s *Service) findDue(ctx context.Context, after due) (page []due, err error) {
	err = s.db.Read(ctx, clock, access.FindDue.Practice(), func(v *db.View) error {
		page, err = listDue(ctx, v, after)
		return err
	})
	return page, err
}

// settleFile is an act that has nothing to do: settling is the last word of every
// write.
func (s *Service) settleFile(ctx context.Context, c id.Client) error {
	ctx, end := context.WithTimeout(ctx, patience)
	defer end()
	return s.db.Write(ctx, clock, access.SettleFile.On(c).Yielding(), func(*db.Tx) error { return nil })
}
