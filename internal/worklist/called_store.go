package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listCalled(ctx context.Context, v *db.View, rows []Row) ([]Called, error) {
	files, lines := make([]id.Client, len(rows)), make([]id.Blocker, len(rows))
	for i, r := range rows {
		files[i], lines[i] = r.Client, r.Blocker
	}
	return db.Many[Called](ctx, v, `
		select b.client_id as client, b.id as blocker, called(c) as name, b.kind, b.field,
		  b.cleared_at is not null as left, hidden(b.client_id) as hidden
		from unnest($1::bigint[], $2::bigint[]) r (client_id, id)
		join blockers b on b.client_id = r.client_id and b.id = r.id
		join clients c on c.id = b.client_id
		where b.verb = any ($3)`, files, lines, v.Who().Roles().Verbs())
}
