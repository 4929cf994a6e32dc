package worklist

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func insertTask(ctx context.Context, tx *db.Tx, t Task, kind TaskType) (id.Task, error) {
	n, err := db.Value[id.Task](ctx, &tx.View, `
		insert into tasks (client_id, type_id, visit_id, title, words, clinical, role, owner_id, due_on, evidence, evidence_of, made_at, made_by)
		values ($1, $2, nullif($3::bigint, 0), $4, $5, $6, $7, nullif($8::bigint, 0),
		  coalesce($9::date, today() + $10::int), $11, $12, clock(), nullif($13::bigint, 0))
		returning id`, tx.Client(), kind.ID, t.VisitID, t.Title, t.Words, t.Clinical, t.Role, t.OwnerID,
		t.DueOn, kind.Days, string(kind.Evidence), kind.EvidenceOf, tx.Who().Staff())
	if db.Broke(err, "tasks_client_id_visit_id_fkey") {
		return 0, fault.New(fault.Invalid, "There is no such visit in this file. Make the task without it.")
	}
	return n, err
}

func insertItems(ctx context.Context, tx *db.Tx, n id.Task, words []string) error {
	_, err := tx.Exec(ctx, `
		insert into task_items (client_id, task_id, nth, words)
		select $1, $2, w.nth, w.words
		from unnest($3::text[]) with ordinality w (words, nth)`, tx.Client(), n, words)
	return err
}

func setTurn(ctx context.Context, tx *db.Tx, n id.Task, role string, owner id.Staff, due civil.Date) error {
	return tx.ExecOne(ctx, `
		update tasks
		set role = $3, owner_id = nullif($4::bigint, 0), due_on = coalesce($5::date, due_on)
		where client_id = $1 and id = $2`, tx.Client(), n, role, owner, due)
}

func tickItem(ctx context.Context, tx *db.Tx, n id.Task, nth int, done bool) error {
	return tx.ExecOne(ctx, `
		update task_items
		set ticked_at = case when $4 then coalesce(ticked_at, clock()) end, ticked_by = case when $4 then coalesce(ticked_by, nullif($5::bigint, 0)) end
		where client_id = $1 and task_id = $2 and nth = $3`, tx.Client(), n, nth, done, tx.Who().Staff())
}

func closeTask(ctx context.Context, tx *db.Tx, n id.Task, why string) error {
	return tx.ExecOne(ctx, `
		update tasks
		set closed_at = clock(), closed_by = nullif($3::bigint, 0), closed_why = $4
		where client_id = $1 and id = $2 and closed_at is null`, tx.Client(), n, tx.Who().Staff(), why)
}

func reopenTask(ctx context.Context, tx *db.Tx, n id.Task) error {
	_, err := tx.Exec(ctx, `
		update tasks
		set closed_at = null, closed_by = null, closed_why = '', proof_id = null, proof_trail = null, reopened_at = clock()
		where client_id = $1 and id = $2 and closed_at is not null`, tx.Client(), n)
	return err
}
