package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func endTexts(ctx context.Context, tx *db.Tx, list []id.Client) ([]id.Client, error) {
	return db.Values[id.Client](ctx, &tx.View, `
		update clients
		set texts_agreed = false, reminders = case reminders when 'text' then 'email' else reminders end, version = version + 1
		where id = any ($1) and texts_agreed
		returning id`, list)
}
