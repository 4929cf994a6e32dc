package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// lane is one in which a resource is held.
type lane struct {
	ResourceID id.Resource
	Lane       int
}

func listLanes(ctx context.Context, v *db.View, resources []id.Resource, but id.Booking, within Span) ([]lane, error) {
	return db.Many[lane](ctx, v, `
		select resource_id, lane
		from booking_resources
		where resource_id = any ($1) and held && tstzrange($2, $3) and freed_at is null and booking_id <> $4
		order by resource_id, lane`, resources, within.From, within.To, but)
}
