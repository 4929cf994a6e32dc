package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// leave keeps what the visits leave, of those that were to come, where somebody waits
// whom it could suit. A time that is offered already goes on being offered. One that is
// not offered, since it is too late or none of its kind is, is over at once: the desk is
// to fill it.
func leave(ctx context.Context, tx *db.Tx, visits ...visit) error {
	for _, v := range visits {
		if v.ClinicianID == 0 || v.VisitTypeID == 0 || v.LocationID == 0 || !v.StartsAt.After(tx.Now()) {
			continue
		}
		left, err := db.Values[string](ctx, &tx.View, `
			insert into openings (booking_id, visit_type_id, clinician_id, location_id, zone, starts_local, starts_at, ends_at, freed_at, state, closed_at)
			select $1, t.id, $2, $3, $4, $5, $6, $7, clock(), case when m.offers then 'open' else 'over' end, case when not m.offers then clock() end
			from visit_types t
			cross join lateral (select t.offer_at_once > 0 and $6::timestamptz > clock() + make_interval(hours => t.offer_cutoff_hours) as offers) m
			where t.id = $8 and exists (select from suiting($1, $2, $3, $4, $5, $6, $7))
			on conflict do nothing
			returning state`, v.BookingID, v.ClinicianID, v.LocationID, v.Zone, v.StartsLocal, v.StartsAt, v.EndsAt, v.VisitTypeID)
		if err != nil {
			return err
		}
		if len(left) > 0 {
			tx.Practice()
		}
	}
	return nil
}

func listOpened(ctx context.Context, tx *db.Tx) ([]id.Opening, error) {
	return db.Values[id.Opening](ctx, &tx.View, `
		select o.id
		from openings o
		join visits v on v.booking_id = o.booking_id
		where v.client_id = $1 and o.freed_at = clock() and o.state = 'open'
		order by o.starts_at, o.id
		limit 500`, tx.Client())
}

func listLeft(ctx context.Context, tx *db.Tx, b id.Booking) ([]id.Opening, error) {
	return db.Values[id.Opening](ctx, &tx.View, `
		select id
		from openings
		where booking_id = $1 and freed_at = clock() and state = 'open'
		order by id`, b)
}

// listUnsettled lists the times that are open, or closed with somebody left to be told,
// those that begin first; or of these the one, if it is any.
func listUnsettled(ctx context.Context, v *db.View, one id.Opening) ([]id.Opening, error) {
	return db.Values[id.Opening](ctx, v, `
		select o.id
		from openings o
		where ($1::bigint = 0 or o.id = $1) and (o.state = 'open' or exists (select from slot_offers f where f.opening_id = o.id and f.state = 'offered'))
		order by o.starts_at, o.id
		limit 500`, one)
}

const openingRows = `
		select o.id, o.clinician_id, o.location_id, o.zone, o.starts_local, o.starts_at, o.ends_at, o.state, coalesce(o.hold_id, 0) as hold_id,
		  t.offer_at_once as at_once, t.offer_minutes as minutes, t.offer_cutoff_hours as cutoff_hours,
		  (select count(*)::int from slot_offers f where f.opening_id = o.id and f.state = 'offered' and f.expires_at > clock()) as standing,
		  exists (select from holding(o.clinician_id, o.starts_at, o.ends_at) h where h.kind <> 'hold') as filled
		from openings o
		join visit_types t on t.id = o.visit_type_id
		where o.id = $1`

func findOpening(ctx context.Context, v *db.View, n id.Opening) (opening, error) {
	return db.One[opening](ctx, v, openingRows, n)
}

// lockOpening is findOpening for who changes it: whoever does takes the calendars first.
func lockOpening(ctx context.Context, tx *db.Tx, n id.Opening) (opening, error) {
	if _, err := db.Value[id.Opening](ctx, &tx.View, `
		select id
		from openings
		where id = $1
		for update`, n); err != nil {
		return opening{}, err
	}
	return findOpening(ctx, &tx.View, n)
}

// closeOpening says whether it was open until now.
func closeOpening(ctx context.Context, tx *db.Tx, n id.Opening, state, reason string) (bool, error) {
	closed, err := tx.Exec(ctx, `
		update openings
		set state = $2, reason = $3, closed_at = clock(), closed_by = nullif($4, 0)
		where id = $1 and state = 'open'`, n, state, reason, tx.Who().Staff())
	return closed == 1, err
}

// release lets go what the opening keeps.
func release(ctx context.Context, tx *db.Tx, n id.Opening) error {
	_, err := tx.Exec(ctx, `
		delete from bookings
		where kind = 'hold' and id = (select hold_id from openings where id = $1)`, n)
	return err
}

// keepOpening keeps what the plan takes from others until then, beside what the
// opening keeps already.
func keepOpening(ctx context.Context, tx *db.Tx, o opening, p plan) error {
	b := o.HoldID
	if b == 0 {
		var err error
		if b, err = insertBooking(ctx, tx, "hold", "", p); err != nil {
			return err
		}
		if err := tx.ExecOne(ctx, `
			update openings
			set hold_id = $2
			where id = $1`, o.ID, b); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `
		insert into booking_resources (booking_id, resource_id, held)
		select $1, r, tstzrange($3, $4)
		from unnest($2::bigint[]) r
		on conflict (booking_id, resource_id) do update
		set held = range_merge(booking_resources.held, excluded.held)`, b, p.resources(), p.held().From, p.held().To)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		update booking_resources
		set until = greatest(until, $2)
		where booking_id = $1`, b, o.expires(tx.Now()).Add(grace))
	return err
}

// findOffered answers until when what the plan takes is offered to those who wait.
func findOffered(ctx context.Context, v *db.View, p plan) (out []offered, err error) {
	return db.Many[offered](ctx, v, `
		select o.id as opening, o.starts_local as local, o.zone, max(h.until) as until
		from booking_resources h
		join openings o on o.hold_id = h.booking_id
		where h.resource_id = any ($1) and h.held && tstzrange($2, $3) and h.freed_at is null and h.until > clock() and o.hold_id not in ($4, $5)
		group by o.id
		order by o.id`, p.resources(), p.held().From, p.held().To, p.booking, p.kept)
}
