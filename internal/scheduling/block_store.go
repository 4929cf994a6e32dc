package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findBlock(ctx context.Context, v *db.View, b id.Booking) (block, error) {
	return db.One[block](ctx, v, `
		select b.title, r.staff_id as clinician_id, b.location_id, b.zone, b.starts_local, b.starts_at, b.ends_at
		from bookings b
		join booking_resources h on h.booking_id = b.id
		join resources r on r.id = h.resource_id
		where b.id = $1 and b.kind = 'block' and r.staff_id is not null`, b)
}

func deleteBlock(ctx context.Context, tx *db.Tx, b id.Booking) error {
	return tx.ExecOne(ctx, `delete from bookings where id = $1 and kind = 'block'`, b)
}
