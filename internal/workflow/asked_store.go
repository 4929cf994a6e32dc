package workflow

import (
	"context"
	"encoding/json"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
)

type askedRow struct {
	FinishedAt *time.Time
	Definition intake.Definition
	Answers    map[string]json.RawMessage
}

func listAsked(ctx context.Context, v *db.View, visit id.Visit) ([]askedRow, error) {
	return db.Many[askedRow](ctx, v, `
		select p.finished_at, f.definition,
		  (select jsonb_object_agg(a.field, a.value) from answers a where a.client_id = p.client_id and a.packet_id = p.id) as answers
		from packets p
		join form_versions f on f.id = p.version_id
		where p.client_id = $1 and p.visit_id = $2 and p.withdrawn_at is null
		order by p.id
		limit 5`, v.Client(), visit)
}
