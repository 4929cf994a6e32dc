package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findCoding(ctx context.Context, v *db.View, n id.Note) (Coding, error) {
	return db.One[Coding](ctx, v, `
		select s.note_id, n.visit_id, trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client,
		  coalesce(t.name, v.label) as visit, b.starts_at, w.name as by, s.at,
		  s.content -> 'diagnoses' as diagnoses, s.content -> 'services' as services
		from signatures s
		join notes n on n.client_id = s.client_id and n.id = s.note_id
		join visits v on v.client_id = n.client_id and v.id = n.visit_id
		join bookings b on b.id = v.booking_id
		join clients c on c.id = s.client_id
		join staff w on w.id = s.staff_id
		left join visit_types t on t.id = v.visit_type_id
		where s.client_id = $1 and s.note_id = $2`, v.Client(), n)
}
