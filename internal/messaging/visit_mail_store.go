package messaging

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// told is what the newest standing mail about a visit says, whether it has gone, and
// whether it tells of others too.
type told struct {
	Body    string
	Gone    bool
	Several bool
}

func findTold(ctx context.Context, tx *db.Tx, visit id.Visit) (told, error) {
	t, err := db.One[told](ctx, &tx.View, `
		select m.body, d.state = 'sent' or d.tries > 0 as gone, m.visit_id is null as several
		from messages m
		join deliveries d on d.client_id = m.client_id and d.message_id = m.id
		where m.client_id = $1 and (m.visit_id = $2 or exists (select from message_visits x where x.client_id = $1 and x.message_id = m.id and x.visit_id = $2))
		  and m.kind in ('confirmation', 'moved') and (d.state in ('waiting', 'sent') or d.tries > 0)
		order by m.id desc
		limit 1`, tx.Client(), visit)
	if errors.Is(err, db.ErrNone) {
		return told{}, nil
	}
	return t, err
}

// appointment is when and where a visit is.
type appointment struct {
	Local          time.Time
	Place, Address string
}

func findAppointment(ctx context.Context, tx *db.Tx, visit id.Visit) (appointment, error) {
	return db.One[appointment](ctx, &tx.View, `
		select b.starts_local as local, coalesce(l.name, '') as place, coalesce(l.address, '') as address
		from visits v
		join bookings b on b.id = v.booking_id
		left join locations l on l.id = b.location_id
		where v.client_id = $1 and v.id = $2`, tx.Client(), visit)
}

// overtake takes back the mails of these kinds that still wait.
func overtake(ctx context.Context, tx *db.Tx, visit id.Visit, kinds ...Kind) error {
	_, err := tx.Exec(ctx, `
		update deliveries d
		set state = 'cancelled', problem = 'A newer mail took its place.'
		from messages m
		where d.client_id = $1 and m.client_id = $1 and d.message_id = m.id and m.visit_id = $2 and m.kind = any ($3) and d.state = 'waiting'`,
		tx.Client(), visit, kinds)
	return err
}

func findDraft(ctx context.Context, v *db.View, mail id.Mail) (draft, error) {
	return db.One[draft](ctx, v, `
		select d.id as mail, m.id as message, d.mail_id, m.kind, d.state, d.tries, coalesce(m.visit_id, 0) as visit_id,
		  coalesce(m.packet_id, 0) as packet_id, coalesce(m.contact_id, 0) as contact_id, coalesce(m.request_id, 0) as request_id,
		  coalesce(m.invoice_id, 0) as invoice_id, coalesce(m.conversation_id, 0) as talk, i.due_on, i.voided_at is not null as voided, m.subject, m.body,
		  coalesce(x.name, nullif(c.preferred, ''), c.given) as given, coalesce(nullif(c.preferred, ''), c.given) as client,
		  coalesce(q.recipient, x.name, trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family)) as name, coalesce(q.email, x.email, c.email) as email,
		  coalesce(x.ended_at is not null or not case m.kind when 'invoice' then x.bill_payer else x.proxy end, false) as ended,
		  coalesce(p.name, '') as practice, coalesce(nullif(l.phone, ''), p.phone, '') as phone, coalesce(p.email, '') as reply_to,
		  coalesce(l.name, '') as place, coalesce(l.address, '') as address, coalesce(b.zone, op.zone, '') as zone,
		  coalesce(b.starts_local, op.starts_local) as local, coalesce(b.starts_at, op.starts_at) as starts_at, coalesce(b.ends_at, op.ends_at) as ends_at, s.several, s.times, s.sites, s.over, coalesce(v.online, false) as online, coalesce(p.online_change_hours, 24) as change,
		  coalesce(b.starts_at - make_interval(hours => coalesce(p.online_change_hours, 24)) >= clock(), false) as changes,
		  exists (select from visit_marks k where k.client_id = $1 and k.visit_id = m.visit_id and k.kind = 'cancelled') as cancelled,
		  exists (select from visit_marks k where k.client_id = $1 and k.visit_id = m.visit_id and k.kind = 'no_show') as missed,
		  coalesce(f.finished_at is not null or f.withdrawn_at is not null, q.answered_at is not null or q.withdrawn_at is not null, false) as finished,
		  rm.starts_at as reminds, coalesce(w.mail_words, '') as template, coalesce(nullif(c.zone, ''), b.zone, op.zone, '') as theirs, c.reminders = 'none' as unasked,
		  rc.visit_id is not null and not exists (
		    select from blockers k where k.client_id = $1 and k.kind = 'recall_due' and k.subject_id = rc.visit_id and k.cleared_at is null) as settled,
		  coalesce(so.id, 0) as offer_id, coalesce(so.state = 'offered' and op.state = 'open', false) as offered, so.expires_at as expires, coalesce(ln.minutes, 0) as late,
		  wt.ends_on as waits_until, coalesce(wt.ended_at is not null, false) as waited, coalesce(wt.visit_id is not null, false) as waits_earlier,
		  coalesce(wt.made_at < m.written_at, false) as rewished, coalesce(wt.weekdays, '{}') as wish_days, coalesce(wt.parts, '{}') as wish_parts, wt.earliest_on as wish_from, wt.latest_on as wish_to,
		  coalesce(e.first, d.mail_id) as first, coalesce(e.earlier, 0)::int as earlier
		from deliveries d
		join messages m on m.client_id = d.client_id and m.id = d.message_id
		join clients c on c.id = d.client_id
		left join requests q on q.client_id = m.client_id and q.id = m.request_id
		left join contacts x on x.client_id = m.client_id and x.id = m.contact_id
		left join invoices i on i.client_id = m.client_id and i.id = m.invoice_id
		left join practice p on true
		cross join lateral (
		  select count(*) > 0 as several, coalesce(bool_and(y.ends_at < clock()), false) as over, min(w.id) as first,
		    coalesce(array_agg(y.starts_local order by y.starts_at) filter (where stands), '{}') as times,
		    coalesce(array_agg(coalesce(a.name, '') order by y.starts_at) filter (where stands), '{}') as sites
		  from message_visits x
		  join visits w on w.client_id = x.client_id and w.id = x.visit_id
		  join bookings y on y.id = w.booking_id
		  left join locations a on a.id = y.location_id
		  cross join lateral (
		    select not exists (select from visit_marks k where k.client_id = $1 and k.visit_id = w.id and k.kind = 'no_show')
		      and (m.kind = 'cancellation') = exists (select from visit_marks k where k.client_id = $1 and k.visit_id = w.id and k.kind = 'cancelled') as stands
		  ) z
		  where x.client_id = $1 and x.message_id = m.id
		) s
		left join visits v on v.client_id = m.client_id and v.id = coalesce(m.visit_id, s.first)
		left join bookings b on b.id = v.booking_id
		left join slot_offers so on so.client_id = m.client_id and so.id = m.slot_offer_id
		left join openings op on op.id = so.opening_id
		left join waits wt on wt.client_id = m.client_id and wt.id = m.wait_id
		left join late_notices ln on ln.client_id = m.client_id and ln.visit_id = m.visit_id and ln.starts_at = b.starts_at
		left join locations l on l.id = coalesce(b.location_id, op.location_id)
		left join reminders rm on rm.client_id = m.client_id and rm.message_id = m.id
		left join recall_mails rc on rc.client_id = m.client_id and rc.message_id = m.id
		left join reminder_settings w on m.kind = 'reminder'
		left join packets f on f.client_id = m.client_id and f.id = m.packet_id
		left join lateral (
		  select (array_agg(y.mail_id order by y.id))[1] as first, count(*) as earlier
		  from messages x
		  join deliveries y on y.client_id = x.client_id and y.message_id = x.id
		  where x.client_id = $1 and x.visit_id = m.visit_id and x.id < m.id and x.kind in ('confirmation', 'moved', 'cancellation')
		) e on true
		where d.client_id = $1 and d.id = $2`, v.Client(), mail)
}

// setWords keeps what the mail says, without its link. Of a reply the words behind
// the link are kept, and the mail says none of them.
func setWords(ctx context.Context, tx *db.Tx, d draft) error {
	if d.Kind == Reply {
		return nil
	}
	subject, body := d.words()
	return tx.ExecOne(ctx, `
		update messages
		set subject = $3, body = $4
		where client_id = $1 and id = $2`, tx.Client(), d.Message, subject, body)
}
