package messaging

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// person is whom a conversation is with.
type person struct {
	Name, Email string
	Served      bool
	Birth       bool // the file knows the birth date
}

func findPerson(ctx context.Context, v *db.View) (person, error) {
	return db.One[person](ctx, v, `
		select trim(coalesce(nullif(preferred, ''), given) || ' ' || family) as name, email,
		  exists (select from mail_settings) as served, birth_date is not null as birth
		from clients
		where id = $1`, v.Client())
}

// findReader is the address of whom a mail goes to: the practice's that is asked,
// the contact's, or the client's.
func findReader(ctx context.Context, v *db.View, m message) (string, error) {
	return db.Value[string](ctx, v, `
		select case when $3::bigint <> 0 then coalesce(r.email, '') when $2::bigint <> 0 then coalesce(x.email, '') else c.email end
		from clients c
		left join requests r on r.client_id = c.id and r.id = $3
		left join contacts x on x.client_id = c.id and x.id = $2
		where c.id = $1`, v.Client(), m.Contact, m.Request)
}

// messageColumns read messages with how their mails fared. $4: clinical words are
// the reader's to read.
const messageColumns = `
		  select m.id, m.direction, m.kind, case when k.kind = 'clinical' and not $4 then '' else m.subject end as subject,
		    case when k.kind = 'clinical' and not $4 then '' else m.body end as body, m.written_at, coalesce(s.name, '') as written_by,
		    m.sender, coalesce(m.conversation_id, 0) as talk, coalesce(k.kind = 'clinical' and not $4, false) as sealed,
		    coalesce(d.id, 0) as mail, coalesce(d.state, '') as state, coalesce(d.problem, '') as problem,
		    coalesce(d.address, '') as address, d.sent_at
		  from messages m
		  left join conversations k on k.client_id = m.client_id and k.id = m.conversation_id
		  left join deliveries d on d.client_id = m.client_id and d.message_id = m.id
		  left join staff s on s.id = m.written_by`

func listMessages(ctx context.Context, v *db.View, before id.Message, limit int) ([]Message, error) {
	return db.Many[Message](ctx, v, `
		select * from (`+messageColumns+`
		  where m.client_id = $1 and ($2::bigint = 0 or m.id < $2)
		  order by m.id desc
		  limit $3
		) newest
		order by id`, v.Client(), before, limit, v.Who().May(access.ReadClinical))
}

func insertMessage(ctx context.Context, tx *db.Tx, to Direction, m message) (id.Message, error) {
	return db.Value[id.Message](ctx, &tx.View, `
		insert into messages (client_id, visit_id, packet_id, contact_id, request_id, invoice_id, direction, kind, subject, body, written_at, written_by, conversation_id, sender, slot_offer_id, wait_id)
		values ($1, nullif($2, 0), nullif($3, 0), nullif($9::bigint, 0), nullif($10::bigint, 0), nullif($11::bigint, 0), $4, $5, $6, $7, clock(), nullif($8, 0), nullif($12::bigint, 0), $13, nullif($14::bigint, 0), nullif($15::bigint, 0))
		returning id`,
		tx.Client(), m.Visit, m.Packet, string(to), string(m.Kind), m.Subject, m.Body, author(tx, m), m.Contact, m.Request, m.Invoice, m.Talk, m.Sender, m.Offer, m.Wait)
}

// author is who wrote it, or had it sent: what the house writes by itself has none.
func author(tx *db.Tx, m message) id.Staff {
	switch m.Kind {
	case Free, Invoice, Reply, Call:
		return tx.Who().Staff()
	}
	return 0
}

func insertDelivery(ctx context.Context, tx *db.Tx, m id.Message, address, mailID string) (id.Mail, error) {
	return db.Value[id.Mail](ctx, &tx.View, `
		insert into deliveries (client_id, message_id, address, mail_id, state, made_at)
		values ($1, $2, $3, $4, 'waiting', clock())
		returning id`, tx.Client(), m, address, mailID)
}
