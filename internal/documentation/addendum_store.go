package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertAddendum(ctx context.Context, tx *db.Tx, n id.Note, text string) (id.Addendum, error) {
	return db.Value[id.Addendum](ctx, &tx.View, `
		insert into addenda (client_id, note_id, staff_id, at, text)
		values ($1, $2, $3, clock(), $4)
		returning id`, tx.Client(), n, tx.Who().Staff(), text)
}

func listAddenda(ctx context.Context, v *db.View, n id.Note) ([]Addendum, error) {
	return db.Many[Addendum](ctx, v, `
		select a.id, w.name as by, a.at, a.text
		from addenda a
		join staff w on w.id = a.staff_id
		where a.client_id = $1 and a.note_id = $2
		order by a.id
		limit 200`, v.Client(), n)
}
