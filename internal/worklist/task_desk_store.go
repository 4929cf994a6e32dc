package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findDeskType reads the kind that fits best a task which the house makes: open, of
// the front desk, and proved by nothing. Kinds are closed and never deleted, so that
// there is always one.
func findDeskType(ctx context.Context, v *db.View) (id.TaskType, error) {
	return db.Value[id.TaskType](ctx, v, `
		select id
		from task_types
		where not clinical
		order by closed_at is not null, role <> 'front_desk', evidence <> '', id
		limit 1`)
}
