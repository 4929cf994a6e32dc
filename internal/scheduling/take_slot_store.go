package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findSlotOffer reads the offer of the guest's link.
func findSlotOffer(ctx context.Context, v *db.View) (SlotOffer, error) {
	return db.One[SlotOffer](ctx, v, `
		select f.id, f.wait_id, f.opening_id, f.state, f.expires_at, o.state = 'open' as open, w.ended_at is null as waits, w.ended_for,
		  k.name as type, k.id as type_id, s.name as clinician, l.name as place, l.address, o.zone, o.starts_local as local,
		  coalesce(w.visit_id, 0) as visit_id, coalesce(mb.starts_local, o.starts_local) as was, coalesce(o.hold_id, 0) as hold_id,
		  tb.starts_local as taken, coalesce(nullif(concat_ws(', ', nullif(tl.name, ''), nullif(tl.address, '')), ''), '') as taken_at,
		  exists (select from visit_marks x where x.client_id = tf.client_id and x.visit_id = tf.visit_id and x.kind = 'cancelled') as taken_gone
		from links i
		join slot_offers f on f.client_id = i.client_id and f.id = i.slot_offer_id
		join openings o on o.id = f.opening_id
		join waits w on w.client_id = f.client_id and w.id = f.wait_id
		join visit_types k on k.id = w.visit_type_id
		join staff s on s.id = o.clinician_id
		join locations l on l.id = o.location_id
		left join visits m on m.client_id = w.client_id and m.id = w.visit_id
		left join bookings mb on mb.id = m.booking_id
		left join slot_offers tf on tf.client_id = f.client_id and tf.wait_id = f.wait_id and tf.id <> f.id and tf.state = 'accepted'
		left join visits tv on tv.client_id = tf.client_id and tv.id = tf.visit_id
		left join bookings tb on tb.id = tv.booking_id
		left join locations tl on tl.id = tb.location_id
		where i.client_id = $1 and i.id = $2 and i.closed_at is null and i.expires_at > clock()`, v.Client(), v.Who().Link())
}

// acceptSlotOffer keeps that they took it, while it stands: the index of accepted offers
// lets it be one of an opening.
func acceptSlotOffer(ctx context.Context, tx *db.Tx, n id.SlotOffer, visit id.Visit) error {
	return tx.ExecOne(ctx, `
		update slot_offers
		set state = 'accepted', answered_at = clock(), visit_id = $3
		where client_id = $1 and id = $2 and state = 'offered' and expires_at > clock()`, tx.Client(), n, visit)
}

func declineSlotOffer(ctx context.Context, tx *db.Tx, n id.SlotOffer) error {
	return tx.ExecOne(ctx, `
		update slot_offers
		set state = 'declined', answered_at = clock()
		where client_id = $1 and id = $2 and state = 'offered'`, tx.Client(), n)
}
