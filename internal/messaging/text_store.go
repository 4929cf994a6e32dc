package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertText(ctx context.Context, tx *db.Tx, m id.Message, number string) (id.Text, error) {
	return db.Value[id.Text](ctx, &tx.View, `
		insert into texts (client_id, message_id, number, state, made_at)
		values ($1, $2, $3, 'waiting', clock())
		returning id`, tx.Client(), m, number)
}

func setReminderMessage(ctx context.Context, tx *db.Tx, reminder int64, m id.Message) error {
	return tx.ExecOne(ctx, `
		update reminders
		set message_id = $3
		where client_id = $1 and id = $2`, tx.Client(), reminder, m)
}

func findTextDraft(ctx context.Context, v *db.View, t id.Text) (textDraft, error) {
	return db.One[textDraft](ctx, v, `
		select m.id as message, m.kind, t.state, t.number, coalesce(v.id, 0) as visit_id, coalesce(nullif(c.preferred, ''), c.given) as given,
		  coalesce(p.name, '') as practice, coalesce(nullif(l.phone, ''), p.phone, '') as phone, coalesce(l.name, '') as place, coalesce(l.address, '') as address,
		  coalesce(nullif(c.zone, ''), b.zone, op.zone, '') as theirs, coalesce(b.zone, op.zone, '') as zone,
		  coalesce(b.starts_local, op.starts_local) as local, coalesce(b.starts_at, op.starts_at) as starts_at, coalesce(b.ends_at, op.ends_at) as ends_at,
		  exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id and k.kind in ('cancelled', 'no_show')) as cancelled,
		  w.text_words as template, r.starts_at as reminds, c.reminders = 'none' or not c.texts_agreed as unasked, not c.texts_agreed as stopped,
		  coalesce(so.id, 0) as offer_id, coalesce(so.state = 'offered' and op.state = 'open', false) as offered, so.expires_at as expires, coalesce(ln.minutes, 0) as late
		from texts t
		join messages m on m.client_id = t.client_id and m.id = t.message_id
		join clients c on c.id = t.client_id
		left join visits v on v.client_id = m.client_id and v.id = m.visit_id
		left join bookings b on b.id = v.booking_id
		left join slot_offers so on so.client_id = m.client_id and so.id = m.slot_offer_id
		left join openings op on op.id = so.opening_id
		left join late_notices ln on ln.client_id = m.client_id and ln.visit_id = m.visit_id and ln.starts_at = b.starts_at
		cross join reminder_settings w
		left join reminders r on r.client_id = m.client_id and r.message_id = m.id
		left join locations l on l.id = coalesce(b.location_id, op.location_id)
		left join practice p on true
		where t.client_id = $1 and t.id = $2`, v.Client(), t)
}

func setTextWords(ctx context.Context, tx *db.Tx, d textDraft) error {
	return tx.ExecOne(ctx, `
		update messages
		set subject = 'Text', body = $3
		where client_id = $1 and id = $2`, tx.Client(), d.Message, d.words())
}

func beginText(ctx context.Context, tx *db.Tx, t id.Text) error {
	return tx.ExecOne(ctx, `
		update texts
		set state = 'sending', tries = tries + 1, tried_at = clock()
		where client_id = $1 and id = $2 and state = 'waiting'`, tx.Client(), t)
}

// setTextState keeps what a report of the provider said before.
func setTextState(ctx context.Context, tx *db.Tx, t id.Text, is State, problem string) error {
	_, err := tx.Exec(ctx, `
		update texts
		set state = $3, problem = $4
		where client_id = $1 and id = $2 and state in ('waiting', 'sending')`, tx.Client(), t, string(is), problem)
	return err
}

func setTextSent(ctx context.Context, tx *db.Tx, t id.Text, key string) error {
	return tx.ExecOne(ctx, `
		update texts
		set state = case when state in ('sending', 'unsure') then 'sent' else state end, problem = case when state in ('sending', 'unsure') then '' else problem end,
		  provider_key = $3, sent_at = clock()
		where client_id = $1 and id = $2`, tx.Client(), t, key)
}

func listUnsentTexts(ctx context.Context, v *db.View) ([]UnsentText, error) {
	return db.Many[UnsentText](ctx, v, `
		select t.client_id as client, t.id as text
		from texts t
		left join reminders r on r.client_id = t.client_id and r.message_id = t.message_id
		where (t.state = 'waiting' and (r.not_before is null or r.not_before <= clock()))
		  or (t.state = 'sending' and t.tried_at < clock() - interval '5 minutes')
		order by t.id
		limit 500`)
}
