package messaging

import (
	"context"
	"errors"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findServer answers the practice's mail server, or that there is none.
func findServer(ctx context.Context, v *db.View) (Server, bool, error) {
	s, err := db.One[Server](ctx, v, `
		select host, port, username, password, security, sender, answers
		from mail_settings`)
	if errors.Is(err, db.ErrNone) {
		return s, false, nil
	}
	return s, err == nil, err
}

func setState(ctx context.Context, tx *db.Tx, mail id.Mail, state State, problem string) error {
	return tx.ExecOne(ctx, `
		update deliveries
		set state = case when state = 'waiting' or $3 = 'sent' then $3 else state end, problem = case when state = 'waiting' or $3 = 'sent' then $4 else problem end,
		  sent_at = case when $3 = 'sent' then clock() else sent_at end
		where client_id = $1 and id = $2`, tx.Client(), mail, string(state), problem)
}

func countTry(ctx context.Context, tx *db.Tx, mail id.Mail, address string) error {
	return tx.ExecOne(ctx, `
		update deliveries
		set tries = tries + 1, address = $3
		where client_id = $1 and id = $2`, tx.Client(), mail, address)
}

func reopen(ctx context.Context, tx *db.Tx, mail id.Mail) (int64, error) {
	return tx.Exec(ctx, `
		update deliveries
		set state = 'waiting', problem = ''
		where client_id = $1 and id = $2 and state = 'failed'`, tx.Client(), mail)
}

// listUnsent lists what waits: all of it, or only what was overtaken, by time or
// by an invoice's voiding.
func listUnsent(ctx context.Context, v *db.View, all bool) ([]UnsentMail, error) {
	return db.Many[UnsentMail](ctx, v, `
		select d.client_id as client, d.id as mail
		from deliveries d
		join messages m on m.client_id = d.client_id and m.id = d.message_id
		left join visits v on v.client_id = m.client_id and v.id = m.visit_id
		left join bookings b on b.id = v.booking_id
		left join invoices i on i.client_id = m.client_id and i.id = m.invoice_id
		left join reminders r on r.client_id = m.client_id and r.message_id = m.id
		where d.state = 'waiting' and (r.not_before is null or r.not_before <= clock()) and ($1 or b.ends_at < clock() or i.voided_at is not null or (
		    select bool_and(y.ends_at < clock())
		    from message_visits x
		    join visits w on w.client_id = x.client_id and w.id = x.visit_id
		    join bookings y on y.id = w.booking_id
		    where x.client_id = m.client_id and x.message_id = m.id))
		order by d.id
		limit 500`, all)
}

func listUnsentStaff(ctx context.Context, v *db.View, all bool) ([]id.Mail, error) {
	return db.Values[id.Mail](ctx, v, `
		select m.id
		from staff_mails m
		join password_resets r on r.id = m.reset_id
		where m.state = 'waiting' and ($1 or r.expires_at < clock())
		order by m.id
		limit 500`, all)
}
