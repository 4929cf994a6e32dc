// Package worker runs the jobs. Each body is one call of a workflow or of a
// domain's door.
//
// Doors: Start.
//
// Not here: what is inserted when (internal/workflow) and the arguments
// (internal/jobs).
package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"charthouse/internal/db"
	"charthouse/internal/jobs"
	"charthouse/internal/overview"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// House is what the jobs work with.
type House struct {
	DB   *db.DB
	Pool *pgxpool.Pool // direct, not through a pooler: the queue listens
	Log  *slog.Logger
	Base *url.URL      // how people reach the practice: links in mails begin with it
	Draw workflow.Draw // makes the papers that go by mail

	Fetch workflow.Fetch // fetches calendars elsewhere; nil: they are not read
}

// Start runs the queue until the answered function is called, which lets jobs
// under way finish.
func Start(ctx context.Context, h House) (stop func(context.Context) error, err error) {
	c, err := river.NewClient(riverpgxv5.New(h.Pool), config(h))
	if err != nil {
		return nil, fmt.Errorf("set up the queue: %w", err)
	}
	if err := c.Start(ctx); err != nil {
		return nil, fmt.Errorf("start the queue: %w", err)
	}
	return c.Stop, nil
}

// lasts is how long a job may take.
const lasts = time.Minute

// config holds the queue's limits. A job killed with its process runs again
// after two minutes; River's own default would leave it for an hour.
func config(h House) *river.Config {
	return &river.Config{
		Logger:               h.Log,
		JobTimeout:           lasts,
		RescueStuckJobsAfter: 2 * time.Minute,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
		Workers:              workers(h),
		PeriodicJobs: []*river.PeriodicJob{
			river.NewPeriodicJob(river.PeriodicInterval(time.Minute), eachMinute, &river.PeriodicJobOpts{RunOnStart: true}),
			river.NewPeriodicJob(river.PeriodicInterval(time.Minute), sealing, nil),
			river.NewPeriodicJob(river.PeriodicInterval(15*time.Minute), eachQuarter, &river.PeriodicJobOpts{RunOnStart: true}),
		},
	}
}

func eachMinute() (river.JobArgs, *river.InsertOpts) {
	return jobs.Clock{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute}}
}

func workers(h House) *river.Workers {
	w := river.NewWorkers()
	flow := workflow.New(h.DB).Drawing(h.Draw).Fetching(h.Fetch)
	river.AddWorker(w, &clock{worklist: worklist.New(h.DB), overview: overview.New(h.DB), flow: flow, db: h.DB})
	river.AddWorker(w, &seal{db: h.DB, log: h.Log})
	river.AddWorker(w, &sendMail{flow: flow, base: h.Base})
	river.AddWorker(w, &sendStaffMail{flow: flow, base: h.Base})
	river.AddWorker(w, &sendText{flow: flow, base: h.Base})
	river.AddWorker(w, &calendars{flow: flow})
	river.AddWorker(w, &readCalendar{flow: flow, base: h.Base})
	river.AddWorker(w, &rescue{flow: flow})
	return w
}

// clock looks at the files whose time has come, counts the days that are behind,
// takes the steps that are due about what is stuck, reminds of visits, offers freed times to those who wait, starts mails that wait without a job, and forgets old plumbing.
type clock struct {
	river.WorkerDefaults[jobs.Clock]
	worklist *worklist.Service
	overview *overview.Service
	flow     *workflow.Workflow
	db       *db.DB
}

// Work goes all its rounds, whatever one of them says: a record that one cannot
// digest must not keep the others from theirs.
func (c *clock) Work(ctx context.Context, _ *river.Job[jobs.Clock]) error {
	return errors.Join(
		c.settle(ctx),
		untilNone(ctx, c.overview.Recount),
		untilNone(ctx, c.overview.CloseDays),
		c.flow.TakeSteps(ctx),
		c.flow.Remind(ctx),
		c.flow.Recall(ctx),
		c.flow.TellLate(ctx),
		c.flow.RescueAll(ctx),
		c.flow.SendWaiting(ctx),
		c.db.Sweep(ctx),
	)
}

// settle leaves half of the job's time to the other rounds: after a change that
// made every file of a big practice due, one job does not get through them.
func (c *clock) settle(ctx context.Context) error {
	ctx, end := context.WithTimeout(ctx, lasts/2)
	defer end()
	_, err := c.worklist.SettleDue(ctx)
	return err
}

// untilNone goes round until there is nothing left to do.
func untilNone(ctx context.Context, round func(context.Context) (int, error)) error {
	for {
		if n, err := round(ctx); err != nil || n == 0 {
			return err
		}
	}
}
