package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listNeeds reads the sorts that a kind of visit takes, and the open places of each
// at the location: what the booking holds already first, then by name.
func listNeeds(ctx context.Context, v *db.View, t id.VisitType, at id.Location, b id.Booking) (out []need, err error) {
	rows, err := db.Many[needPlace](ctx, v, `
		select s.id as sort, s.name as sort_name, s.kind = 'room' as room,
		  coalesce(p.id, 0) as id, coalesce(p.name, '') as name, coalesce(r.id, 0) as resource_id
		from visit_type_needs d
		join place_sorts s on s.id = d.sort_id
		left join places p on p.sort_id = s.id and p.location_id = $2 and p.closed_at is null
		left join resources r on r.place_id = p.id
		left join booking_resources h on h.booking_id = $3 and h.resource_id = r.id
		where d.visit_type_id = $1
		order by s.kind desc, s.id, h.booking_id is null, lower(p.name), p.id
		limit 500`, t, at, b)
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Sort != r.Sort {
			out = append(out, need{Sort: r.Sort, Name: r.SortName, Room: r.Room})
		}
		if n := &out[len(out)-1]; r.ID != 0 {
			n.Places = append(n.Places, place{r.ID, r.Name, r.ResourceID})
		}
	}
	return out, err
}

type needPlace struct {
	Sort       id.Sort
	SortName   string
	Room       bool
	ID         id.Place
	Name       string
	ResourceID id.Resource
}

// listOffering reads who offers the kind of visit, where that is not everybody.
func listOffering(ctx context.Context, v *db.View, t id.VisitType) ([]clinician, error) {
	return db.Many[clinician](ctx, v, `
		select s.id, s.name, r.id as resource_id
		from visit_type_clinicians o
		join staff s on s.id = o.staff_id and s.deactivated_at is null
		join resources r on r.staff_id = s.id
		where o.visit_type_id = $1
		order by lower(s.name), s.id
		limit 500`, t)
}

// listOthers reads the places of a booking that its form has no field for.
func listOthers(ctx context.Context, tx *db.Tx, of visit) ([]place, error) {
	return db.Many[place](ctx, &tx.View, `
		select p.id, p.name, r.id as resource_id
		from booking_resources h
		join resources r on r.id = h.resource_id
		join places p on p.id = r.place_id
		where h.booking_id = $1 and p.id <> all ($2)
		order by p.id`, of.BookingID, []id.Place{of.PlaceID, of.EquipmentID})
}
