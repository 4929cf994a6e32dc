package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listDue(ctx context.Context, v *db.View) ([]id.Client, error) {
	return db.Values[id.Client](ctx, v, `
		select client_id
		from file_clocks
		where next_due <= clock()
		order by next_due
		limit $1`, batch)
}
