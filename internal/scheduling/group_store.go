package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// standing are visits v that take a place of their booking.
const standing = ` not v.history and not exists (
	  select from visit_marks k
	  where k.client_id = v.client_id and k.visit_id = v.id and k.kind in ('cancelled', 'no_show'))`

// keptOf are how many places of the booking b are kept for those who book online now.
const keptOf = `(select count(*)::int from holds k where k.shares = b.id and k.until > clock())`

// findGroup reads the group of the plan's kind at its time; what is being moved is not
// counted.
func findGroup(ctx context.Context, v *db.View, p plan) (group, error) {
	return db.One[group](ctx, v, `
		select b.id as booking_id, $6::int - count(*)::int - `+keptOf+` as free, coalesce(bool_or(v.client_id = any ($7)), false) as mine
		from booking_resources h
		join bookings b on b.id = h.booking_id and b.kind = 'visit' and b.starts_at = $2 and b.ends_at = $3 and b.location_id = $4
		join visits v on v.booking_id = b.id and v.visit_type_id = $5 and v.clinician_id = $1 and`+standing+`
		where h.resource_id = $8 and h.held && tstzrange($2, $3) and h.freed_at is null and b.id <> $9
		group by b.id
		order by b.id
		limit 1`, p.clinician.ID, p.span.From, p.span.To, p.location.ID, p.kind.ID, p.kind.Capacity, v.Files(), p.clinician.ResourceID, p.booking)
}

// listGroupsOn reads when a group of the plan's kind and clinician has the places left
// that are asked for.
func listGroupsOn(ctx context.Context, v *db.View, p plan, within Span) ([]time.Time, error) {
	return db.Values[time.Time](ctx, v, `
		select b.starts_at
		from booking_resources h
		join bookings b on b.id = h.booking_id and b.kind = 'visit' and b.location_id = $4
		join visits v on v.booking_id = b.id and v.visit_type_id = $5 and v.clinician_id = $1 and`+standing+`
		where h.resource_id = $7 and h.held && tstzrange($2, $3) and h.freed_at is null and b.starts_at > clock() and b.starts_at >= $2 and b.starts_at < $3
		  and b.id <> $8 and b.ends_at = b.starts_at + make_interval(mins => $9)
		group by b.id
		having count(*) + `+keptOf+` + $10 <= $6
		order by b.starts_at`, p.clinician.ID, within.From, within.To, p.location.ID, p.kind.ID, p.kind.Capacity, p.clinician.ResourceID, p.booking, p.kind.Minutes, max(p.party, 1))
}

// groupTime is when a group has a place left, and with whom.
type groupTime struct {
	ClinicianID id.Staff
	LocationID  id.Location
	StartsAt    time.Time
}

// listGroupTimes reads when groups of a kind with one of the clinicians have a place left.
func listGroupTimes(ctx context.Context, v *db.View, k kind, clinicians []id.Resource, within Span) ([]groupTime, error) {
	return db.Many[groupTime](ctx, v, `
		select v.clinician_id, b.location_id, b.starts_at
		from booking_resources h
		join resources r on r.id = h.resource_id
		join bookings b on b.id = h.booking_id and b.kind = 'visit'
		join visits v on v.booking_id = b.id and v.visit_type_id = $4 and v.clinician_id = r.staff_id and`+standing+`
		where h.resource_id = any ($1) and h.held && tstzrange($2, $3) and h.freed_at is null
		  and b.starts_at >= $2 and b.starts_at < $3 and b.ends_at = b.starts_at + make_interval(mins => $5)
		group by b.id, v.clinician_id
		having count(*) + `+keptOf+` < $6
		order by b.starts_at, b.id`, clinicians, within.From, within.To, k.ID, k.Minutes, k.Capacity)
}

// findPlaceOf reads the visit that the act's client has at the time of a plan's wish, or
// zero.
func findPlaceOf(ctx context.Context, v *db.View, a asked) (id.Visit, error) {
	n, err := db.Value[id.Visit](ctx, v, `
		select v.id
		from visits v
		join bookings b on b.id = v.booking_id
		where v.client_id = $1 and v.visit_type_id = $2 and v.clinician_id = $3 and b.starts_local = $4 and`+standing+`
		order by v.id
		limit 1`, v.Client(), a.kind, a.clinician, a.local)
	return n, absentIsZero(err)
}

// listHeldBy reads what a booking holds.
func listHeldBy(ctx context.Context, v *db.View, b id.Booking) ([]id.Resource, error) {
	return db.Values[id.Resource](ctx, v, `
		select resource_id
		from booking_resources
		where booking_id = $1 and freed_at is null
		order by resource_id`, b)
}

// follow has the booking that a visit comes to count on from the one that it leaves:
// who looked at it before sees that it was moved.
func follow(ctx context.Context, tx *db.Tx, to id.Booking, left visit) error {
	return tx.ExecOne(ctx, `
		update bookings
		set version = greatest(version, $2)
		where id = $1`, to, left.Version+1)
}

// rebook gives the visit another booking.
func rebook(ctx context.Context, tx *db.Tx, i id.Visit, p plan, to id.Booking) error {
	return tx.ExecOne(ctx, `
		update visits
		set booking_id = $3, clinician_id = $4, second_id = nullif($5, 0), sequence = sequence + 1
		where client_id = $1 and id = $2`, tx.Client(), i, to, p.clinician.ID, p.second.ID)
}
