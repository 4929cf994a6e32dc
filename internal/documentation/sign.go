package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// SignTx locks the note for ever and answers it, so that the workflow can
// charge what was done. The lock itself is the schema's: trigger keep_signed.
func SignTx(ctx context.Context, tx *db.Tx, n id.Note) (Note, error) {
	note, err := NoteTx(ctx, &tx.View, n)
	if err != nil {
		return Note{}, err
	}
	content, hash, err := note.sign(tx.Who().Staff())
	if err != nil {
		return Note{}, err
	}
	return note, insertSignature(ctx, tx, note, content, hash[:])
}
