package practice

import (
	"context"

	"charthouse/internal/db"
)

func findSign(ctx context.Context, v *db.View) (Sign, error) {
	return db.One[Sign](ctx, v, `
		select coalesce(max(name), '') as name, coalesce(max(phone), '') as phone
		from practice`)
}
