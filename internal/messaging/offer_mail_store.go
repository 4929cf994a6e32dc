package messaging

import (
	"context"

	"charthouse/internal/db"
)

func findAgreedPhone(ctx context.Context, v *db.View) (way, error) {
	return db.One[way](ctx, v, `
		select c.phone, t.country
		from clients c
		cross join text_settings t
		where c.id = $1 and c.texts_agreed`, v.Client())
}
