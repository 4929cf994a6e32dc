package intake

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertLink(ctx context.Context, tx *db.Tx, packet id.Packet, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into links (client_id, packet_id, token_hash, made_at, expires_at)
		select p.client_id, p.id, $3, clock(), b.ends_at + interval '1 day'
		from packets p
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		where p.client_id = $1 and p.id = $2`, tx.Client(), packet, hash)
}

func closeLinks(ctx context.Context, tx *db.Tx, packet id.Packet) error {
	_, err := tx.Exec(ctx, `
		update links
		set closed_at = clock()
		where client_id = $1 and packet_id = $2 and closed_at is null`, tx.Client(), packet)
	return err
}

func extendLinks(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	_, err := tx.Exec(ctx, `
		update links l
		set expires_at = b.ends_at + interval '1 day'
		from packets p
		join visits v on v.client_id = p.client_id and v.id = p.visit_id
		join bookings b on b.id = v.booking_id
		where l.client_id = $1 and p.client_id = $1 and l.packet_id = p.id and p.visit_id = $2 and l.closed_at is null`, tx.Client(), visit)
	return err
}
