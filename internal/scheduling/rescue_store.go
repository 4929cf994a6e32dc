package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listStanding lists the offers of an opening that nobody answered: all, or those whose
// minutes are over.
func listStanding(ctx context.Context, v *db.View, n id.Opening, over bool) ([]Offered, error) {
	return db.Many[Offered](ctx, v, `
		select f.client_id as client, f.id as offer, coalesce(nullif(c.zone, ''), o.zone) as zone
		from slot_offers f
		join openings o on o.id = f.opening_id
		join clients c on c.id = f.client_id
		where f.opening_id = $1 and f.state = 'offered' and (not $2 or f.expires_at <= clock())
		order by f.id
		limit 500`, n, over)
}

// takeable is true of an offer that may be taken now: of one person there is one at a
// time.
const takeable = `f.state = 'offered' and f.expires_at > clock() and exists (select from openings s where s.id = f.opening_id and s.state = 'open')`

// rank lists whom an opening could suit, who was not offered it yet and who has no other
// offer that stands: the more urgent first, then whose visit fills more of it, then who asked for this clinician, then who
// waits longer. Who cannot be reached is not asked.
func rank(ctx context.Context, v *db.View, n id.Opening) ([]Candidate, error) {
	return db.Many[Candidate](ctx, v, `
		select w.client_id as client, w.id as wait, coalesce(nullif(c.zone, ''), o.zone) as zone, coalesce(m.visit_type_id, w.visit_type_id) as visit_type_id,
		  coalesce(extract(epoch from mb.ends_at - mb.starts_at)::int / 60, 0) as minutes
		from openings o
		cross join lateral suiting(o.booking_id, o.clinician_id, o.location_id, o.zone, o.starts_local, o.starts_at, o.ends_at) s
		join waits w on w.client_id = s.client_id and w.id = s.wait_id
		join clients c on c.id = w.client_id
		join visit_types k on k.id = w.visit_type_id
		left join visits m on m.client_id = w.client_id and m.id = w.visit_id
		left join bookings mb on mb.id = m.booking_id
		where o.id = $1
		  and not exists (select from slot_offers f where f.client_id = w.client_id and (f.opening_id = o.id or `+takeable+`))
		  and reached(c)
		order by array_position('{urgent,soon,routine}', w.urgency), o.ends_at - o.starts_at - coalesce(mb.ends_at - mb.starts_at, make_interval(mins => k.minutes)),
		  w.clinician_id is null, w.made_at, w.id
		limit 100`, n)
}

// suited is what somebody waits for whom an opening could suit.
type suited struct {
	VisitTypeID id.VisitType
	VisitID     id.Visit // that would move, or zero
	Minutes     int      // of that visit, or zero
}

// findSuited reads it where the opening suits and they have no other offer that stands.
func findSuited(ctx context.Context, v *db.View, n id.Opening, wait id.Wait) (suited, error) {
	return db.One[suited](ctx, v, `
		select coalesce(m.visit_type_id, w.visit_type_id) as visit_type_id, coalesce(w.visit_id, 0) as visit_id,
		  coalesce(extract(epoch from mb.ends_at - mb.starts_at)::int / 60, 0) as minutes
		from waits w
		join openings o on o.id = $3
		join suiting(o.booking_id, o.clinician_id, o.location_id, o.zone, o.starts_local, o.starts_at, o.ends_at) s on s.client_id = w.client_id and s.wait_id = w.id
		left join visits m on m.client_id = w.client_id and m.id = w.visit_id
		left join bookings mb on mb.id = m.booking_id
		where w.client_id = $1 and w.id = $2
		  and not exists (select from slot_offers f where f.client_id = w.client_id and `+takeable+`)`, v.Client(), wait, n)
}

// insertSlotOffer makes an offer; none where they had one of this opening.
func insertSlotOffer(ctx context.Context, tx *db.Tx, wait id.Wait, n id.Opening, expires time.Time) (id.SlotOffer, error) {
	return db.Value[id.SlotOffer](ctx, &tx.View, `
		insert into slot_offers (client_id, wait_id, opening_id, made_at, expires_at, state)
		values ($1, $2, $3, clock(), $4, 'offered')
		on conflict do nothing
		returning id`, tx.Client(), wait, n, expires)
}

func expireSlotOffer(ctx context.Context, tx *db.Tx, n id.SlotOffer) error {
	_, err := tx.Exec(ctx, `
		update slot_offers
		set state = 'expired'
		where client_id = $1 and id = $2 and state = 'offered' and expires_at <= clock()`, tx.Client(), n)
	return err
}

func missSlotOffer(ctx context.Context, tx *db.Tx, n id.SlotOffer) (bool, error) {
	missed, err := tx.Exec(ctx, `
		update slot_offers f
		set state = 'gone'
		from openings o
		where f.client_id = $1 and f.id = $2 and f.state = 'offered' and o.id = f.opening_id and o.state <> 'open'`, tx.Client(), n)
	return missed == 1, err
}
