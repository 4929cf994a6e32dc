package overview

import (
	"context"

	"charthouse/internal/db"
)

// listOpenings reads the counts themselves that the measure adds up.
func listOpenings(ctx context.Context, v *db.View, span Span, of Of, most int) ([]Opening, error) {
	return db.Many[Opening](ctx, v, `
		select k.day, s.name as clinician, l.name as location, k.above as days
		from day_counts k
		join staff s on s.id = k.staff_id
		join locations l on l.id = k.location_id
		where k.measure = $1 and k.day >= $2 and k.day < $3 and ($4::bigint = 0 or k.staff_id = $4) and ($5::bigint = 0 or k.location_id = $5)
		order by k.day desc, s.name, l.name, k.staff_id, k.location_id
		limit $6`, Openings, span.From, span.To, of.Clinician, of.Location, most)
}
