package practice

import (
	"context"

	"charthouse/internal/db"
)

func findTexts(ctx context.Context, v *db.View) (TextForm, error) {
	return db.One[TextForm](ctx, v, `
		select account, token, sender, api, country
		from text_settings`)
}

func saveTexts(ctx context.Context, tx *db.Tx, f TextForm) error {
	return tx.ExecOne(ctx, `
		insert into text_settings (account, token, sender, api, country)
		values ($1, $2, $3, $4, $5)
		on conflict (id) do update
		set account = $1, token = $2, sender = $3, api = $4, country = $5`, f.Account, f.Token, f.Sender, f.API, f.Country)
}
