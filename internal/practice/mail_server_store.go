package practice

import (
	"context"

	"charthouse/internal/db"
)

func findMail(ctx context.Context, v *db.View) (MailServer, error) {
	return db.One[MailServer](ctx, v, `
		select m.host, m.port, m.username, m.password, m.security, m.sender, m.answers, coalesce(p.name, '') as practice
		from mail_settings m
		left join practice p on true`)
}

// saveMail keeps the old password where none was typed, and drops it with the user.
func saveMail(ctx context.Context, tx *db.Tx, f MailForm, port int) error {
	return tx.ExecOne(ctx, `
		insert into mail_settings as m (host, port, username, password, security, sender, answers)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (id) do update
		set host = $1, port = $2, username = $3, security = $5, sender = $6, answers = $7,
		  password = case when $3 = '' then '' when $4 = '' then m.password else $4 end`,
		f.Host, port, f.Username, f.Password, f.Security, f.Sender, f.Answers)
}
