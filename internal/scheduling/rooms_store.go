package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listPlacesAt reads the rooms, or the equipment, of the location.
func listPlacesAt(ctx context.Context, v *db.View, at id.Location, kind string) ([]place, error) {
	return db.Many[place](ctx, v, `
		select p.id, p.name, r.id as resource_id
		from places p
		join resources r on r.place_id = p.id
		where p.location_id = $1 and p.kind = $2 and p.closed_at is null
		order by lower(p.name), p.id
		limit 500`, at, kind)
}

// findSiteOf reads where a place is.
func findSiteOf(ctx context.Context, v *db.View, n id.Place) (id.Location, error) {
	return db.Value[id.Location](ctx, v, `
		select location_id
		from places
		where id = $1 and closed_at is null`, n)
}

// holding is a place that a booking holds, or held until it was cancelled.
type holding struct {
	BookingID id.Booking
	PlaceID   id.Place
}

func listHolding(ctx context.Context, v *db.View, p part) ([]holding, error) {
	return db.Many[holding](ctx, v, `
		select h.booking_id, r.place_id
		from bookings b
		join booking_resources h on h.booking_id = b.id
		join resources r on r.id = h.resource_id
		where b.kind = 'visit' and b.starts_at >= $2 and b.starts_at < $3 and b.location_id = $1 and r.place_id is not null and ($4::bigint = 0 or r.place_id = $4)
		order by h.booking_id, r.place_id
		limit 5000`, p.at, p.within.From, p.within.To, p.place)
}

func hasEquipment(ctx context.Context, v *db.View, at id.Location) (bool, error) {
	return db.Value[bool](ctx, v, `
		select exists (
		  select from places
		  where location_id = $1 and kind = 'equipment' and closed_at is null)`, at)
}
