package clients

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listOwn reads the first two files that could be the stranger's: two are one too many.
func listOwn(ctx context.Context, v *db.View, in Stranger, born civil.Date) ([]id.Client, error) {
	return db.Values[id.Client](ctx, v, `
		select id
		from clients
		where birth_date = $1 and family_key = fold($2)
		  and split_part(fold($3), ' ', 1) in (split_part(fold(given), ' ', 1), split_part(fold(preferred), ' ', 1))
		  and email <> '' and (lower(email) = lower($4) or length($5) >= 7 and left(phone_key, 7) = left($5, 7))
		order by id
		limit 2`, born, in.Family, in.Given, in.Email, phoneKey(in.Phone))
}
