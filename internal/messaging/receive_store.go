package messaging

import (
	"context"
	"errors"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func isReceived(ctx context.Context, v *db.View, key string) (bool, error) {
	return db.Value[bool](ctx, v, `select exists (select from received_mails where message_key = $1)`, key)
}

// findAnswers is the address where answers come back in, or nothing.
func findAnswers(ctx context.Context, v *db.View) (string, error) {
	a, err := db.Value[string](ctx, v, `
		select answers
		from mail_settings`)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	return a, err
}

// findAddressee finds the newest mail that one of the marks names.
func findAddressee(ctx context.Context, v *db.View, marks []string) (Addressee, error) {
	return db.One[Addressee](ctx, v, `
		select d.client_id as client, d.id as mail, coalesce(m.conversation_id, 0) as talk, coalesce(m.contact_id, 0) as contact, m.kind,
		  m.subject, d.address, array[case when m.contact_id is null then c.email else x.email end] as known, d.made_at,
		  d.made_at < clock() - $2::interval as dead
		from deliveries d
		join messages m on m.client_id = d.client_id and m.id = d.message_id
		join clients c on c.id = d.client_id
		left join contacts x on x.client_id = m.client_id and x.id = m.contact_id
		where d.mail_id = any ($1)
		order by d.id desc
		limit 1`, marks, tokenLife)
}

func insertReceived(ctx context.Context, tx *db.Tx, in Incoming, what Arrival, c id.Client, m id.Message) error {
	text := ""
	if what == Stray {
		text = in.Text
		if r := []rune(text); len(r) > 20000 {
			text = string(r[:19999]) + "…"
		}
	}
	return tx.ExecOne(ctx, `
		insert into received_mails (message_key, client_id, message_id, what, name, address, subject, body, lost, received_at)
		values ($1, nullif($2::bigint, 0), nullif($3::bigint, 0), $4, $5, $6, $7, $8, $9, clock())`,
		in.Key, c, m, string(what), oneLine(in.Name, 200), oneLine(in.Address, 320), oneLine(in.Subject, 300), text, oneLine(in.Lost, 900))
}

// markBounced fails the delivery although it was sent: the server took it and gave
// it back.
func markBounced(ctx context.Context, tx *db.Tx, mail id.Mail, problem string) error {
	return tx.ExecOne(ctx, `
		update deliveries
		set state = 'failed', problem = $3
		where client_id = $1 and id = $2`, tx.Client(), mail, problem)
}

func listStrays(ctx context.Context, v *db.View) ([]Strayed, error) {
	return db.Many[Strayed](ctx, v, `
		select r.id, r.name, r.address, r.subject, r.body, r.lost, r.received_at,
		  case when p.n = 1 then p.client else 0 end as perhaps, case when p.n = 1 then p.called else '' end as perhaps_is
		from (
		  select *
		  from received_mails
		  where what = 'stray'
		  order by received_at, id
		  limit 50
		) r
		cross join lateral (
		  select count(*) as n, coalesce(min(c.id), 0) as client, coalesce(min(called(c)), '') as called
		  from clients c
		  where r.address <> '' and lower(c.email) = lower(r.address)
		) p
		order by r.received_at, r.id`)
}

func findStray(ctx context.Context, tx *db.Tx, n id.Received) (Strayed, error) {
	return db.One[Strayed](ctx, &tx.View, `
		select id, name, address, subject, body, lost, received_at, 0::bigint as perhaps, '' as perhaps_is
		from received_mails
		where id = $1 and what = 'stray'
		for update`, n)
}

// settleStray says what became of a stray mail; its text stands in the file alone.
func settleStray(ctx context.Context, tx *db.Tx, n id.Received, what Arrival, c id.Client, m id.Message, why string) error {
	return tx.ExecOne(ctx, `
		update received_mails
		set what = $2, client_id = nullif($3::bigint, 0), message_id = nullif($4::bigint, 0), body = '', settled_at = clock(), settled_by = nullif($5::bigint, 0), why = $6
		where id = $1 and what = 'stray'`, n, string(what), c, m, tx.Who().Staff(), why)
}
