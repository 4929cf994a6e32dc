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
	Packet     id.Packet
	FinishedAt *time.Time
	Definition intake.Definition
	Answers    map[string]json.RawMessage
	Names      map[string]string // of the file's allergies and medicines, ended ones too, as allergies:ID
	Waiting    int               // clinical proposals that nobody decided
}

func listAsked(ctx context.Context, v *db.View, visit id.Visit) ([]askedRow, error) {
	return db.Many[askedRow](ctx, v, `
		select p.id as packet, p.finished_at, f.definition,
		  (select jsonb_object_agg(a.field, a.value) from answers a where a.client_id = p.client_id and a.packet_id = p.id) as answers,
		  (select jsonb_object_agg(k.row, k.name)
		   from (select 'allergies:' || id as row, substance as name from allergies where client_id = $1
		         union all select 'medications:' || id, name from medications where client_id = $1) k) as names,
		  (select count(*)::int from proposals q where q.client_id = $1 and q.packet_id = p.id and q.part = 'clinical' and q.decision is null) as waiting
		from packets p
		join form_versions f on f.id = p.version_id
		where p.client_id = $1 and p.visit_id = $2 and p.withdrawn_at is null
		order by p.id
		limit 5`, v.Client(), visit)
}
