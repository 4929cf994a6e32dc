package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listRooms(ctx context.Context, v *db.View, at id.Location) ([]place, error) {
	return db.Many[place](ctx, v, `
		select p.id, p.name, r.id as resource_id
		from places p
		join resources r on r.place_id = p.id
		where p.location_id = $1 and p.kind = 'room' and p.closed_at is null
		order by lower(p.name), p.id
		limit 500`, at)
}
