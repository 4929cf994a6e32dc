package worker

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"charthouse/internal/db"
	"charthouse/internal/jobs"
)

// seal seals the trail, and has the log keep the chain's head outside the database.
type seal struct {
	river.WorkerDefaults[jobs.Seal]
	db  *db.DB
	log *slog.Logger
}

func (s *seal) Work(ctx context.Context, _ *river.Job[jobs.Seal]) error {
	rows, head, err := s.db.Seal(ctx)
	if err == nil && rows > 0 {
		s.log.InfoContext(ctx, "trail sealed", "rows", rows, "head", head)
	}
	return err
}

func sealing() (river.JobArgs, *river.InsertOpts) {
	return jobs.Seal{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
}
