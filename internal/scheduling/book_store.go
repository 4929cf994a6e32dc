package scheduling

import (
	"cmp"
	"context"
	"errors"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// insertVisit stores the booking, what it holds, and the visit on it. One that fills a
// time which the desk was to fill ends that at once.
func insertVisit(ctx context.Context, tx *db.Tx, p plan, a asked, coverage id.Coverage) (id.Visit, error) {
	booking := p.joins
	if booking == 0 {
		var err error
		if booking, err = insertBooking(ctx, tx, "visit", "", p); err != nil {
			return 0, err
		}
		if err := hold(ctx, tx, booking, p); err != nil {
			return 0, err
		}
	}
	made, err := db.One[struct {
		ID    id.Visit
		Fills bool
	}](ctx, &tx.View, `
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, reason, fee_cents, coverage_id, payer_chosen, booked_at, booked_by, online, second_id)
		values ($1, $2, $3, $4, $5, $6, nullif($7, 0), $8, clock(), nullif($9, 0), $10, nullif($11, 0))
		returning id, exists (
		  select from openings o
		  where o.clinician_id = $4 and o.state in ('open', 'over') and o.starts_at > clock() and o.starts_at < $13 and o.ends_at > $12) as fills`,
		tx.Client(), booking, p.kind.ID, p.clinician.ID, a.reason, p.kind.FeeCents, coverage, a.selfPay || a.coverage != 0, tx.Who().Staff(), a.online, p.second.ID,
		p.span.From, p.span.To)
	if made.Fills {
		tx.Practice()
	}
	return made.ID, err
}

func insertBooking(ctx context.Context, tx *db.Tx, kind, title string, p plan) (id.Booking, error) {
	return db.Value[id.Booking](ctx, &tx.View, `
		insert into bookings (kind, title, location_id, zone, starts_local, starts_at, ends_at, before_minutes, after_minutes)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		returning id`, kind, title, p.location.ID, p.location.Zone, p.local, p.span.From, p.span.To, p.kind.Before, p.kind.After)
}

// hold has the booking hold what its plan takes.
func hold(ctx context.Context, tx *db.Tx, b id.Booking, p plan) error {
	var sets [][]any
	for _, r := range p.resources() {
		sets = append(sets, []any{b, r, p.held().From, p.held().To, p.lanes[r], cmp.Or(p.double, p.beside)})
	}
	return tx.ExecMany(ctx, `
		insert into booking_resources (booking_id, resource_id, held, lane, why)
		values ($1, $2, tstzrange($3, $4), $5, case when $5::int > 0 then $6 else '' end)`, sets)
}

// findTaken names the first of the plan's resources that something else holds,
// the clinician before the room; nothing is empty.
func findTaken(ctx context.Context, v *db.View, p plan) (string, error) {
	name, err := db.Value[string](ctx, v, `
		select coalesce(s.name, pl.name) as name
		from booking_resources h
		join resources r on r.id = h.resource_id
		left join staff s on s.id = r.staff_id
		left join places pl on pl.id = r.place_id
		where h.resource_id = any ($1) and h.held && tstzrange($2, $3) and h.freed_at is null and coalesce(h.until > clock(), true) and h.booking_id <> $4
		  and not exists (`+beside+`)
		order by r.staff_id nulls last, r.id
		limit 1`, p.resources(), p.held().From, p.held().To, p.booking)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	return name, err
}

// broken answers the constraint that holds where a lock was not taken.
func (p *plan) broken(err error) error {
	if db.Broke(err, "visits_capacity") {
		return errFull
	}
	if db.Broke(err, "resource_taken") {
		return fault.New(fault.Conflict, cmp.Or(p.clinician.Name, p.place.Name)+" is taken at "+p.local.Format("15:04")+". Pick another time.")
	}
	return err
}

// findCoverage reads a coverage of the act's client that is active on the day;
// zero is the first one.
func findCoverage(ctx context.Context, tx *db.Tx, c id.Coverage, day time.Time) (id.Coverage, error) {
	return db.Value[id.Coverage](ctx, &tx.View, `
		select id
		from coverages
		where client_id = $1 and ($2::bigint = 0 or id = $2) and ended_at is null
		  and coalesce(starts_on, $3::date) <= $3::date and coalesce(ends_on, $3::date) >= $3::date
		order by rank, id
		limit 1`, tx.Client(), c, day)
}

func absentIsZero(err error) error {
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	return err
}
