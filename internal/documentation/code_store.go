package docs

import (
	"context"

	"charthouse/internal/db"
)

func listByCode(ctx context.Context, v *db.View, code string) ([]Diagnosis, error) {
	return db.Many[Diagnosis](ctx, v, `
		select code, label
		from diagnosis_codes
		where code >= $1 and code < $1 || '~' and billable
		order by code
		limit $2`, code, found)
}

func listByWords(ctx context.Context, v *db.View, query string) ([]Diagnosis, error) {
	return db.Many[Diagnosis](ctx, v, `
		select code, label
		from diagnosis_codes
		where words @@ to_tsquery('simple', fold($1)) and billable
		order by length(label), code
		limit $2`, query, found)
}

func listBillable(ctx context.Context, v *db.View, codes []string) ([]Diagnosis, error) {
	return db.Many[Diagnosis](ctx, v, `
		select code, label
		from diagnosis_codes
		where code = any ($1) and billable
		order by code
		limit 20`, codes)
}

func noCodes(ctx context.Context, v *db.View) (bool, error) {
	return db.Value[bool](ctx, v, `select not exists (select from diagnosis_codes)`)
}
