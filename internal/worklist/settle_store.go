package worklist

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// due is a file whose time has come.
type due struct {
	ClientID id.Client
	NextDue  time.Time
}

func listDue(ctx context.Context, v *db.View, after due) ([]due, error) {
	return db.Many[due](ctx, v, `
		select client_id, next_due
		from file_clocks
		where next_due <= clock() and (next_due, client_id) > ($1, $2)
		order by next_due, client_id
		limit $3`, after.NextDue, after.ClientID, batch)
}
