package intake

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertPacket(ctx context.Context, tx *db.Tx, visit id.Visit, form id.Form) (id.Packet, error) {
	return db.Value[id.Packet](ctx, &tx.View, `
		insert into packets (client_id, visit_id, version_id, made_at)
		select $1, $2, v.id, clock()
		from form_versions v
		where v.form_id = $3
		order by v.number desc
		limit 1
		returning id`, tx.Client(), visit, form)
}

// packet is whose visit it is for, and whether it can still be filled in.
type packet struct {
	Visit id.Visit
	Open  bool
}

func findPacket(ctx context.Context, v *db.View, p id.Packet) (packet, error) {
	return db.One[packet](ctx, v, `
		select p.visit_id as visit, p.finished_at is null and p.withdrawn_at is null and b.ends_at > clock()
		  and not exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id and k.kind in ('cancelled', 'no_show')) as open
		from packets p
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		where p.client_id = $1 and p.id = $2`, v.Client(), p)
}
