package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listDiagnoses(ctx context.Context, v *db.View, note id.Note) ([]string, error) {
	return db.Values[string](ctx, v, `
		select code
		from note_diagnoses
		where client_id = $1 and note_id = $2
		order by rank
		limit 12`, v.Client(), note)
}

func insertFree(ctx context.Context, tx *db.Tx, visit id.Visit, reason string) error {
	return tx.ExecOne(ctx, `
		insert into free_visits (client_id, visit_id, reason, at, staff_id)
		values ($1, $2, $3, clock(), nullif($4::bigint, 0))`, tx.Client(), visit, reason, tx.Who().Staff())
}

func deleteFree(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	_, err := tx.Exec(ctx, `
		delete from free_visits
		where client_id = $1 and visit_id = $2`, tx.Client(), visit)
	return err
}
