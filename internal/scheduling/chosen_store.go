package scheduling

import (
	"context"

	"charthouse/internal/db"
)

// spot is with whom and where an online wish would be.
type spot struct{ Clinician, Place, Address, Zone string }

func findSpot(ctx context.Context, v *db.View, a asked) (spot, error) {
	return db.One[spot](ctx, v, `
		select s.name as clinician, l.name as place, l.address, l.zone
		from staff s
		join locations l on l.id = $2 and l.closed_at is null
		where s.id = $1 and s.deactivated_at is null`, a.clinician, a.location)
}
