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

func listUnfinished(ctx context.Context, v *db.View) ([]Unfinished, error) {
	return db.Many[Unfinished](ctx, v, `
		select p.id, f.name || ', ' || to_char(b.starts_local, 'FMDD Mon') as title
		from packets p
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		join form_versions w on w.id = p.version_id
		join forms f on f.id = w.form_id
		where p.client_id = $1 and p.finished_at is null and p.withdrawn_at is null and b.ends_at > clock()
		  and not exists (select from visit_marks x where x.client_id = p.client_id and x.visit_id = v.id and x.kind in ('no_show', 'cancelled'))
		order by b.starts_at, p.id
		limit 10`, v.Client())
}
