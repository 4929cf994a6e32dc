package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
)

// AskForLetter asks another practice for a letter about the client, by a mail
// with a link at which they send it.
func (w *Workflow) AskForLetter(ctx context.Context, who access.Actor, c id.Client, in clients.RequestForm) (id.Request, error) {
	return db.Make(ctx, w.db, who, access.AddDocument.On(c), func(tx *db.Tx) (id.Request, error) {
		request, err := clients.AskTx(ctx, tx, in)
		if err != nil {
			return 0, err
		}
		mail, err := messaging.AskingTx(ctx, tx, request)
		return request, post(ctx, tx, mail, err)
	})
}
