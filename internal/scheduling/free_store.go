package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// busy is when a resource is held.
type busy struct {
	ResourceID id.Resource
	From, To   time.Time
}

// listBusy reads when any of the resources is held within the span, by anything
// but the bookings themselves, or its clinician busy elsewhere. No booking holds for
// longer than a day and its margins.
func listBusy(ctx context.Context, v *db.View, resources []id.Resource, but []id.Booking, within Span) ([]busy, error) {
	return db.Many[busy](ctx, v, `
		select resource_id, lower(held) as "from", upper(held) as "to"
		from booking_resources
		where resource_id = any ($1) and lower(held) > $2::timestamptz - interval '30 hours' and lower(held) < $3 and upper(held) > $2
		  and freed_at is null and coalesce(until > clock(), true) and booking_id <> all (coalesce($4::bigint[], '{}'))
		union all
		select r.id, lower(t.held), upper(t.held)
		from resources r
		join busy_times t on t.staff_id = r.staff_id
		where r.id = any ($1) and t.held && tstzrange($2, $3)
		order by 2`, resources, within.From, within.To, but)
}
