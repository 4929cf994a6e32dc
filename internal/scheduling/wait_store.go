package scheduling

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// insertWait stores a wait; one of the kind that ran out makes room for it.
func insertWait(ctx context.Context, tx *db.Tx, w wait) (id.Wait, error) {
	_, err := tx.Exec(ctx, `
		update waits
		set ended_at = clock(), ended_for = 'over'
		where client_id = $1 and visit_type_id = $2 and ended_at is null and ends_on < (select today())`, tx.Client(), w.kind)
	if err != nil {
		return 0, err
	}
	return db.Value[id.Wait](ctx, &tx.View, `
		insert into waits (client_id, visit_type_id, visit_id, clinician_id, location_id, weekdays, parts, earliest_on, latest_on, urgency, ends_on, remark, online, made_at, made_by)
		values ($1, $2, nullif($3::bigint, 0), nullif($4::bigint, 0), nullif($5::bigint, 0), $6, $7, $8, $9, $10, $11, $12, $13, clock(), nullif($14, 0))
		on conflict do nothing
		returning id`,
		tx.Client(), w.kind, w.visit, w.clinician, w.location, w.weekdays, w.parts, orNull(w.earliest), orNull(w.latest), w.urgency, w.ends, w.remark, w.online, tx.Who().Staff())
}

// changeWait has the wait of the kind be for what is wished now; none where it is already.
// Where it would be, how urgent it is, and what the desk remarked are not theirs to say.
func changeWait(ctx context.Context, tx *db.Tx, w wait) (id.Wait, error) {
	return db.Value[id.Wait](ctx, &tx.View, `
		update waits
		set visit_id = coalesce(nullif($3::bigint, 0), visit_id), clinician_id = nullif($4::bigint, 0), weekdays = $5, parts = $6, earliest_on = $7, latest_on = $8, ends_on = $9
		where client_id = $1 and visit_type_id = $2 and ended_at is null
		  and (visit_id, clinician_id, weekdays, parts, earliest_on, latest_on, ends_on)
		    is distinct from (coalesce(nullif($3::bigint, 0), visit_id), nullif($4::bigint, 0), $5::int[], $6::text[], $7::date, $8::date, $9::date)
		returning id`,
		tx.Client(), w.kind, w.visit, w.clinician, w.weekdays, w.parts, orNull(w.earliest), orNull(w.latest), w.ends)
}

func orNull(d civil.Date) *civil.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// ending is what the end of a wait looks at.
type ending struct{ Ended bool }

func findWait(ctx context.Context, v *db.View, n id.Wait) (ending, error) {
	return db.One[ending](ctx, v, `
		select ended_at is not null as ended
		from waits
		where client_id = $1 and id = $2`, v.Client(), n)
}

// endWait ends the wait, and what else they are offered for it.
func endWait(ctx context.Context, tx *db.Tx, n id.Wait, how, reason string) error {
	err := tx.ExecOne(ctx, `
		update waits
		set ended_at = clock(), ended_by = nullif($3, 0), ended_for = $4, end_reason = $5
		where client_id = $1 and id = $2 and ended_at is null`, tx.Client(), n, tx.Who().Staff(), how, reason)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		update slot_offers
		set state = 'gone'
		where client_id = $1 and wait_id = $2 and state = 'offered'`, tx.Client(), n)
	return err
}

// endWaits ends what the client waits for of the kind, but to come earlier, and what
// they are offered for it.
func endWaits(ctx context.Context, tx *db.Tx, kind id.VisitType) error {
	_, err := tx.Exec(ctx, `
		with w as (
		  update waits
		  set ended_at = clock(), ended_by = nullif($3, 0), ended_for = 'booked'
		  where client_id = $1 and visit_type_id = $2 and visit_id is null and ended_at is null
		  returning id)
		update slot_offers o
		set state = 'gone'
		from w
		where o.client_id = $1 and o.wait_id = w.id and o.state = 'offered'`, tx.Client(), kind, tx.Who().Staff())
	return err
}
