package docs

import (
	"context"

	"charthouse/internal/db"
)

func listOpen(ctx context.Context, v *db.View, limit int) ([]Open, error) {
	return db.Many[Open](ctx, v, `
		select v.id as visit_id, coalesce(y.name, '') as type, b.starts_at, s.note_id is not null as signed
		from visits v
		join bookings b on b.id = v.booking_id
		left join visit_types y on y.id = v.visit_type_id
		left join notes n on n.client_id = v.client_id and n.visit_id = v.id
		left join signatures s on s.client_id = n.client_id and s.note_id = n.id
		where v.client_id = $1 and not v.history and b.starts_at <= clock()
		  and (s.note_id is not null or n.author_id = $2 or n.id is null and v.clinician_id = $2)
		  and not exists (select from visit_marks m where m.visit_id = v.id and m.kind in ('no_show', 'cancelled'))
		order by b.starts_at desc, v.id desc
		limit $3`, v.Client(), v.Who().Staff(), limit)
}
