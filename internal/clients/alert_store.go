package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listAlerts(ctx context.Context, v *db.View) ([]Alert, error) {
	return db.Many[Alert](ctx, v, `
		select a.id, a.text, a.tone, a.raised_at, coalesce(s.name, '') as raised_by
		from alerts a
		left join staff s on s.id = a.raised_by
		where a.client_id = $1 and a.ended_at is null
		order by array_position('{rust,ochre,slate}', a.tone), a.id
		limit 20`, v.Client())
}

func insertAlert(ctx context.Context, tx *db.Tx, in AlertForm) (id.Alert, error) {
	return insertRow[id.Alert](ctx, tx, "alerts", `
		insert into alerts (client_id, text, tone, raised_at, raised_by)
		values ($1, $2, $3, clock(), nullif($4, 0))
		returning id`, tx.Client(), in.Text, or(in.Tone, "slate"), tx.Who().Staff())
}

func endAlert(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return endRow(ctx, tx, "alerts", row, over)
}
