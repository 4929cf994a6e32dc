package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
)

// SaveNote keeps what the page of a visit's note holds, and says in the file
// that the medicines are taken as they stand once the author checked them. A
// save is the whole page, so that saving it twice is saving it once: it needs
// no form key, and its autosaves share one.
func (w *Workflow) SaveNote(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, d docs.Draft) (n docs.Note, err error) {
	err = w.db.Write(ctx, who.Posting(access.Post{}), access.WriteNote.On(c), func(tx *db.Tx) error {
		if n, err = docs.SaveTx(ctx, tx, visit, d); err != nil {
			return err
		}
		if n.CheckedAt == nil || !n.CheckedAt.Equal(tx.Now()) {
			return nil
		}
		return clients.ConfirmMedicationsTx(ctx, tx)
	})
	return n, err
}
