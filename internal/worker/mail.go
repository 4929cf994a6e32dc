package worker

import (
	"context"
	"net/url"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"charthouse/internal/jobs"
	"charthouse/internal/workflow"
)

// sendMail delivers a mail to a client.
type sendMail struct {
	river.WorkerDefaults[jobs.SendMail]
	flow *workflow.Workflow
	base *url.URL
}

func (s *sendMail) Work(ctx context.Context, job *river.Job[jobs.SendMail]) error {
	return s.flow.SendMail(ctx, s.base, job.Args.Client, job.Args.Delivery, last(job.JobRow))
}

// sendStaffMail delivers a mail to somebody who works here.
type sendStaffMail struct {
	river.WorkerDefaults[jobs.SendStaffMail]
	flow *workflow.Workflow
	base *url.URL
}

func (s *sendStaffMail) Work(ctx context.Context, job *river.Job[jobs.SendStaffMail]) error {
	return s.flow.SendStaffMail(ctx, s.base, job.Args.Mail, last(job.JobRow))
}

// sendText sends a text to a client.
type sendText struct {
	river.WorkerDefaults[jobs.SendText]
	flow *workflow.Workflow
	base *url.URL
}

func (s *sendText) Work(ctx context.Context, job *river.Job[jobs.SendText]) error {
	return s.flow.SendText(ctx, s.base, job.Args.Client, job.Args.Text, last(job.JobRow))
}

// last is true where no further try will follow.
func last(job *rivertype.JobRow) bool { return job.Attempt >= job.MaxAttempts }
