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
	Why        string
}

// beside is what the booking $4 holds itself of the resource of h, in another lane at the
// same time: the two were booked over one another on purpose.
const beside = `
		    select from booking_resources o
		    where o.booking_id = $4 and o.resource_id = h.resource_id and o.held && h.held and o.freed_at is null and o.lane <> h.lane`

// listOwnLanes reads the lanes in which a booking stands beside something that holds a
// resource within the span.
func listOwnLanes(ctx context.Context, v *db.View, resources []id.Resource, of id.Booking, within Span) ([]lane, error) {
	return db.Many[lane](ctx, v, `
		select o.resource_id, o.lane, o.why
		from booking_resources o
		where o.booking_id = $4 and o.resource_id = any ($1) and o.freed_at is null and exists (
		  select from booking_resources h
		  where h.resource_id = o.resource_id and h.held && o.held and h.held && tstzrange($2, $3) and h.freed_at is null and h.lane <> o.lane)`,
		resources, within.From, within.To, of)
}

func listLanes(ctx context.Context, v *db.View, resources []id.Resource, but id.Booking, within Span) ([]lane, error) {
	return db.Many[lane](ctx, v, `
		select resource_id, lane, why
		from booking_resources
		where resource_id = any ($1) and held && tstzrange($2, $3) and freed_at is null and booking_id <> $4
		order by resource_id, lane`, resources, within.From, within.To, but)
}
