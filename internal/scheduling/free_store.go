package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listBusy reads when any of the resources is held within the span, by anything
// but the booking itself.
func listBusy(ctx context.Context, v *db.View, resources []id.Resource, but id.Booking, within Span) ([]busy, error) {
	return db.Many[busy](ctx, v, `
		select resource_id, lower(held) as "from", upper(held) as "to"
		from booking_resources
		where resource_id = any ($1) and held && tstzrange($2, $3) and lane = 0 and freed_at is null and booking_id <> $4
		order by lower(held)
		limit 1000`, resources, within.From, within.To, but)
}
