package worker

import (
	"context"
	"net/url"
	"time"

	"github.com/riverqueue/river"

	"charthouse/internal/jobs"
	"charthouse/internal/workflow"
)

// calendars has every calendar elsewhere read.
type calendars struct {
	river.WorkerDefaults[jobs.Calendars]
	flow *workflow.Workflow
}

func (c *calendars) Work(ctx context.Context, _ *river.Job[jobs.Calendars]) error {
	return c.flow.ReadCalendars(ctx)
}

// readCalendar reads one of them.
type readCalendar struct {
	river.WorkerDefaults[jobs.ReadCalendar]
	flow *workflow.Workflow
	base *url.URL
}

func (r *readCalendar) Work(ctx context.Context, job *river.Job[jobs.ReadCalendar]) error {
	return r.flow.ReadCalendar(ctx, r.base, job.Args.Staff)
}

func eachQuarter() (river.JobArgs, *river.InsertOpts) {
	return jobs.Calendars{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: 5 * time.Minute}}
}
