package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// insertMark stores what happened; somebody who changes rooms is roomed again.
func insertMark(ctx context.Context, tx *db.Tx, i id.Visit, m Mark) error {
	_, err := tx.Exec(ctx, `
		insert into visit_marks (client_id, visit_id, kind, at, staff_id, place_id, reason)
		values ($1, $2, $3, clock(), nullif($4, 0), nullif($5, '')::bigint, $6)
		on conflict (visit_id, kind) do update
		set at = excluded.at, staff_id = excluded.staff_id, place_id = excluded.place_id, reason = excluded.reason`,
		tx.Client(), i, m.Kind, tx.Who().Staff(), m.Place, m.Reason)
	return err
}

// deleteMarks takes a mark back; a group that others filled meanwhile is a Conflict.
func deleteMarks(ctx context.Context, tx *db.Tx, i id.Visit, k MarkKind) error {
	err := tx.ExecOne(ctx, `
		delete from visit_marks
		where client_id = $1 and visit_id = $2 and kind = $3`, tx.Client(), i, k)
	if db.Broke(err, "visits_capacity") {
		return errFull
	}
	return err
}
