package worker

import (
	"context"

	"github.com/riverqueue/river"

	"charthouse/internal/jobs"
	"charthouse/internal/workflow"
)

// rescue offers a time that got free.
type rescue struct {
	river.WorkerDefaults[jobs.Rescue]
	flow *workflow.Workflow
}

func (r *rescue) Work(ctx context.Context, job *river.Job[jobs.Rescue]) error {
	return r.flow.Rescue(ctx, job.Args.Opening)
}
