package messaging

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findQuiet(ctx context.Context, v *db.View) (Quiet, error) {
	return db.One[Quiet](ctx, v, `
		select (extract(epoch from quiet_from) / 60)::int as "from", (extract(epoch from quiet_until) / 60)::int as until
		from reminder_settings`)
}

// listComing lists what was not decided of visits that are near enough; those whose
// hour is next come first. Quiet hours make a reminder a day earlier at most.
func listComing(ctx context.Context, v *db.View) ([]coming, error) {
	return db.Many[coming](ctx, v, `
		select v.client_id as client, v.id as visit, b.starts_at, r.hours, coalesce(nullif(c.zone, ''), b.zone) as zone,
		  greatest(v.booked_at, k.at) as known_at
		from bookings b
		join visits v on v.booking_id = b.id
		join visit_type_reminders r on r.visit_type_id = v.visit_type_id
		join clients c on c.id = v.client_id
		cross join lateral (
		  select max(m.written_at) as at
		  from messages m
		  where m.client_id = v.client_id and m.visit_id = v.id and m.kind in ('confirmation', 'moved')
		) k
		where b.starts_at > clock() and b.starts_at <= clock() + make_interval(hours => r.hours + 24)
		  and not v.history and c.deceased_on is null and c.reminders <> 'none'
		  and not exists (select from visit_marks x where x.visit_id = v.id)
		  and not exists (select from reminders x where x.visit_id = v.id and x.starts_at = b.starts_at and x.hours <= r.hours)
		order by b.starts_at - make_interval(hours => r.hours), v.id, r.hours
		limit 5000`)
}

// insertReminder keeps that this one was decided; none where it was, or where there
// is nothing to be reminded of any more.
func insertReminder(ctx context.Context, tx *db.Tx, d Due) (int64, error) {
	return db.Value[int64](ctx, &tx.View, `
		insert into reminders (client_id, visit_id, starts_at, hours, made_at)
		select v.client_id, v.id, b.starts_at, $4, clock()
		from visits v
		join bookings b on b.id = v.booking_id
		join clients c on c.id = v.client_id
		where v.client_id = $1 and v.id = $2 and b.starts_at = $3 and b.starts_at >= clock() + $5::interval and c.reminders <> 'none' and c.deceased_on is null
		  and not exists (select from visit_marks x where x.client_id = $1 and x.visit_id = v.id)
		on conflict do nothing
		returning id`, tx.Client(), d.Visit, d.StartsAt, d.Hours, LeastLead)
}

func setReminded(ctx context.Context, tx *db.Tx, reminder int64, mail id.Mail) error {
	return tx.ExecOne(ctx, `
		update reminders r
		set message_id = d.message_id
		from deliveries d
		where r.client_id = $1 and r.id = $2 and d.client_id = $1 and d.id = $3`, tx.Client(), reminder, mail)
}

func putOff(ctx context.Context, tx *db.Tx, m id.Message, until time.Time) error {
	return tx.ExecOne(ctx, `
		update reminders
		set not_before = $3
		where client_id = $1 and message_id = $2`, tx.Client(), m, until)
}

// way is the phone that a reminder goes to; empty is by mail.
type way struct{ Phone, Country string }

func findWay(ctx context.Context, v *db.View, d Due) (way, error) {
	w, err := db.One[way](ctx, v, `
		select c.phone, t.country
		from visits x
		join clients c on c.id = x.client_id
		join visit_type_reminders r on r.visit_type_id = x.visit_type_id and r.hours = $3
		cross join text_settings t
		where x.client_id = $1 and x.id = $2 and c.texts_agreed and (r.way = 'text' or r.way = 'preferred' and c.reminders = 'text')`,
		v.Client(), d.Visit, d.Hours)
	if errors.Is(err, db.ErrNone) {
		return way{}, nil
	}
	return w, err
}
