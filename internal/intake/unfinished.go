package intake

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Unfinished is a form that the client has yet to fill in.
type Unfinished struct {
	ID    id.Packet
	Title string
}

// UnfinishedTx lists the forms of the act's client whose link can be mailed.
func UnfinishedTx(ctx context.Context, v *db.View) ([]Unfinished, error) {
	return listUnfinished(ctx, v)
}
