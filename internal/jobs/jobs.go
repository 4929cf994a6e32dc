// Package jobs puts work that touches the outside world beside the act that
// caused it: the job is stored in the act's transaction, or not at all.
//
// Words: arguments carry ids only; the body reads the record as it is when it
// runs, and doing it twice has one effect.
//
// Doors: Insert, Hurry.
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
	"github.com/riverqueue/river/rivertype"

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

// InsertOpts has a mail tried for about a day, by one job at a time.
func (SendMail) InsertOpts() river.InsertOpts { return oneMail }

// SendStaffMail delivers one mail to a member of staff.
type SendStaffMail struct {
	Mail id.Mail `json:"mail"`
}

// Kind names the job in the queue.
func (SendStaffMail) Kind() string { return "send_staff_mail" }

// InsertOpts has a mail tried for about a day, by one job at a time.
func (SendStaffMail) InsertOpts() river.InsertOpts { return oneMail }

// SendText sends one text to a client.
type SendText struct {
	Client id.Client `json:"client"`
	Text   id.Text   `json:"text"`
}

// Kind names the job in the queue.
func (SendText) Kind() string { return "send_text" }

// InsertOpts has a text tried while it is sure that it did not go, by one job at a time.
func (SendText) InsertOpts() river.InsertOpts { return oneMail }

// ReadCalendar reads when somebody is busy elsewhere.
type ReadCalendar struct {
	Staff id.Staff `json:"staff"`
}

// Kind names the job in the queue.
func (ReadCalendar) Kind() string { return "read_calendar" }

// InsertOpts has a calendar read by one job at a time; the next round tries again.
func (ReadCalendar) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: oneMail.UniqueOpts}
}

// Calendars has every calendar elsewhere read. It runs each quarter of an hour.
type Calendars struct{}

// Kind names the job in the queue.
func (Calendars) Kind() string { return "calendars" }

// Rescue offers a time that got free to those who wait, and tells those who were
// offered what somebody else has.
type Rescue struct {
	Opening id.Opening `json:"opening"`
}

// Kind names the job in the queue.
func (Rescue) Kind() string { return "rescue" }

// InsertOpts has a round made once: the clock makes the next.
func (Rescue) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// oneMail: River waits the fourth power of the try's number in seconds, which
// after 14 tries is a day and a half in all.
var oneMail = river.InsertOpts{
	MaxAttempts: 14,
	UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}},
}

// Clock looks at the files whose time has come. It runs each minute.
type Clock struct{}

// Seal seals the trail. It runs each minute.
type Seal struct{}

// Kind names the job in the queue.
func (Seal) Kind() string { return "seal" }

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

// Hurry has the mails that wait for another try go now: what they waited for,
// such as a mended setting, has come.
func Hurry(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `
		update river_job
		set scheduled_at = clock()
		where kind in ('send_mail', 'send_staff_mail') and state = 'retryable' and scheduled_at > clock()`)
	if err != nil {
		return fmt.Errorf("hurry the mails: %w", err)
	}
	return nil
}
