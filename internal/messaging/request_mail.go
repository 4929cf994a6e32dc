package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// AskingTx tells another practice that a letter is asked of them. The link is
// made when the mail goes.
func AskingTx(ctx context.Context, tx *db.Tx, request id.Request) (id.Mail, error) {
	return written(ctx, tx, message{Kind: Asking, Request: request})
}
