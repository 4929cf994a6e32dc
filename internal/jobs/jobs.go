// Package jobs puts work that touches the outside world beside the act that
// caused it: the job is stored in the act's transaction, or not at all.
//
// Words: arguments carry ids only; the body reads the record as it is when it
// runs, and doing it twice has one effect.
//
// Doors: Insert.
//
// Not here: what the jobs do. Bodies are in internal/worker, each one call of a
// workflow.
package jobs

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// SendMail delivers one mail to a client.
type SendMail struct {
	Client   id.Client `json:"client"`
	Delivery id.Mail   `json:"delivery"`
}

// Kind names the job in the queue.
func (SendMail) Kind() string { return "send_mail" }

// SendStaffMail delivers one mail to a member of staff.
type SendStaffMail struct {
	Mail id.Mail `json:"mail"`
}

// Kind names the job in the queue.
func (SendStaffMail) Kind() string { return "send_staff_mail" }

// Clock looks at the files whose time has come. It runs each minute.
type Clock struct{}

// Kind names the job in the queue.
func (Clock) Kind() string { return "clock" }

// Insert stores the job with the act.
func Insert(ctx context.Context, tx *db.Tx, job river.JobArgs) error {
	// A client without queues only inserts; making one costs nothing.
	c, err := river.NewClient(riverpgxv5.New(nil), &river.Config{})
	if err != nil {
		return fmt.Errorf("open the queue: %w", err)
	}
	return insert(ctx, c, tx.Outer(), job)
}

func insert(ctx context.Context, c *river.Client[pgx.Tx], tx pgx.Tx, job river.JobArgs) error {
	if _, err := c.InsertTx(ctx, tx, job, nil); err != nil {
		return fmt.Errorf("store job %s: %w", job.Kind(), err)
	}
	return nil
}
