package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listWorked reads the hours on the days of everybody who can be asked for and
// offers the kind of visit.
func listWorked(ctx context.Context, v *db.View, q query, from, until civil.Date) ([]workedHours, error) {
	return db.Many[workedHours](ctx, v, `
		select w.day, s.name as clinician, c.id as resource_id, w.location_id, w.staff_id as clinician_id, extract(isodow from w.day)::int as weekday,
		  coalesce(w.place_id, 0) as place_id, coalesce(r.id, 0) as room_id,
		  extract(epoch from w.starts)::int / 60 as "from", extract(epoch from w.ends)::int / 60 as "to", w.once
		from working_hours($1, $2) w
		join staff s on s.id = w.staff_id
		join resources c on c.staff_id = s.id
		left join resources r on r.place_id = w.place_id
		where ($3 = 0 or w.staff_id = $3) and ($4 = 0 or w.location_id = $4)
		  and (not exists (select from visit_type_clinicians o where o.visit_type_id = $5)
		    or exists (select from visit_type_clinicians o where o.visit_type_id = $5 and o.staff_id = w.staff_id))
		order by w.day, w.starts, w.staff_id`, from, until, q.clinician, q.location, q.visitType)
}

// listAllOpening reads when each location is open.
func listAllOpening(ctx context.Context, v *db.View) ([]Hours, error) {
	return db.Many[Hours](ctx, v, openingHours+`order by location_id, weekday, opens`)
}

// needAt is a sort that a kind of visit takes, and a place of it, or none.
type needAt struct {
	LocationID id.Location // zero where no location has one
	needPlace
}

// listAllNeeds reads what the kind of visit takes, and another sort or none, and where
// there is some of it.
func listAllNeeds(ctx context.Context, v *db.View, t id.VisitType, other id.Sort) ([]needAt, error) {
	return db.Many[needAt](ctx, v, `
		select coalesce(p.location_id, 0) as location_id, s.id as sort, s.name as sort_name, s.kind = 'room' as room,
		  coalesce(p.id, 0) as id, coalesce(p.name, '') as name, coalesce(r.id, 0) as resource_id
		from place_sorts s
		left join places p on p.sort_id = s.id and p.closed_at is null
		left join resources r on r.place_id = p.id
		where s.id = $2 or exists (select from visit_type_needs d where d.visit_type_id = $1 and d.sort_id = s.id)
		order by s.kind desc, s.id, lower(p.name), p.id
		limit 2000`, t, other)
}

// needsAt are the needs that can be met at the location; zero is anywhere, met or not.
func needsAt(all []needAt, at id.Location) (out []need) {
	for _, r := range all {
		if at != 0 && r.LocationID != at {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Sort != r.Sort {
			out = append(out, need{Sort: r.Sort, Name: r.SortName, Room: r.Room})
		}
		n := &out[len(out)-1]
		n.Places = append(n.Places, place{r.ID, r.Name, r.ResourceID})
	}
	return out
}
