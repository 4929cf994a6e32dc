package docs

import (
	"context"

	"charthouse/internal/db"
)

func insertSignature(ctx context.Context, tx *db.Tx, n Note, content, hash []byte) error {
	_, err := tx.Exec(ctx, `
		insert into signatures (client_id, note_id, staff_id, at, content, hash)
		values ($1, $2, $3, clock(), $4, $5)`, tx.Client(), n.ID, tx.Who().Staff(), content, hash)
	return err
}
