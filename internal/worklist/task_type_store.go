package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var (
	errTypeName  = &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{"name": "There is a type of this name. Choose another."}}
	errTypeOwner = &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{"owner": "Choose somebody who works here."}}
)

const taskType = `
	select t.id, t.name, t.role, coalesce(t.owner_id, 0) as owner_id, coalesce(s.name, '') as owner, t.days, t.clinical, t.checklist,
	  t.evidence, t.evidence_of, t.closed_at is not null as closed
	from task_types t
	left join staff s on s.id = t.owner_id `

func listTaskTypes(ctx context.Context, v *db.View, closed bool) ([]TaskType, error) {
	return db.Many[TaskType](ctx, v, taskType+`
		where $1 or t.closed_at is null
		order by t.closed_at is not null, lower(t.name), t.id
		limit 200`, closed)
}

func findTaskType(ctx context.Context, v *db.View, n id.TaskType) (TaskType, error) {
	return db.One[TaskType](ctx, v, taskType+`where t.id = $1`, n)
}

func insertTaskType(ctx context.Context, tx *db.Tx, t TaskType) (id.TaskType, error) {
	n, err := db.Value[id.TaskType](ctx, &tx.View, `
		insert into task_types (name, role, owner_id, days, clinical, checklist, evidence, evidence_of)
		values ($1, $2, nullif($3::bigint, 0), $4, $5, $6, $7, $8)
		returning id`, t.Name, t.Role, t.OwnerID, t.Days, t.Clinical, t.Checklist, string(t.Evidence), t.EvidenceOf)
	return n, typeFault(err)
}

func updateTaskType(ctx context.Context, tx *db.Tx, t TaskType) error {
	return typeFault(tx.ExecOne(ctx, `
		update task_types
		set name = $2, role = $3, owner_id = nullif($4::bigint, 0), days = $5, clinical = $6, checklist = $7, evidence = $8, evidence_of = $9
		where id = $1`, t.ID, t.Name, t.Role, t.OwnerID, t.Days, t.Clinical, t.Checklist, string(t.Evidence), t.EvidenceOf))
}

func closeTaskType(ctx context.Context, tx *db.Tx, n id.TaskType, closed bool) error {
	return typeFault(tx.ExecOne(ctx, `
		update task_types
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed))
}

func typeFault(err error) error {
	switch {
	case db.Broke(err, "task_types_name"):
		return errTypeName
	case db.Broke(err, "task_types_owner_id_fkey"):
		return errTypeOwner
	}
	return err
}
