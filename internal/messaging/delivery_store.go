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
		select host, port, username, password, security, sender
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

func listUnsent(ctx context.Context, v *db.View) ([]UnsentMail, error) {
	return db.Many[UnsentMail](ctx, v, `
		select client_id as client, id as mail
		from deliveries
		where state = 'waiting'
		order by id
		limit 500`)
}

func listUnsentStaff(ctx context.Context, v *db.View) ([]id.Mail, error) {
	return db.Values[id.Mail](ctx, v, `
		select id
		from staff_mails
		where state = 'waiting'
		order by id
		limit 500`)
}
