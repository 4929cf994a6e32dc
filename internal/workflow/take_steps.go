package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/jobs"
	"charthouse/internal/messaging"
	"charthouse/internal/worklist"
)

// together is how many files one act tells about, so that a person has one mail
// for many lines.
const together = 50

// TakeSteps takes the steps of the ladders that are due: the notices and the job
// of the mail stand in the act that takes the step, so that a crash leaves all of
// them or none. Files whose steps cannot be taken do not hold up the others.
func (w *Workflow) TakeSteps(ctx context.Context) error {
	files, err := worklist.New(w.db).FilesWithSteps(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for some := range slices.Chunk(files, together) {
		err := w.db.Write(ctx, access.System(access.Clock), access.TakeStep.On(some...), func(tx *db.Tx) error {
			to, err := worklist.TakeStepsTx(ctx, tx, some)
			if err != nil {
				return err
			}
			return nudgeByMailTx(ctx, tx, to)
		})
		if err != nil {
			failed = append(failed, fmt.Errorf("take the steps of %d files: %w", len(some), err))
		}
	}
	return errors.Join(failed...)
}

func nudgeByMailTx(ctx context.Context, tx *db.Tx, to []id.Staff) error {
	for _, s := range to {
		m, fresh, err := messaging.QueueNudgeMailTx(ctx, tx, s)
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		if err := jobs.Insert(ctx, tx, jobs.SendStaffMail{Mail: m}); err != nil {
			return err
		}
	}
	return nil
}
