package clients

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listRequests reads what is asked only for those who may open what is clinical,
// and for whoever asked.
func listRequests(ctx context.Context, v *db.View) ([]Request, error) {
	return db.Many[Request](ctx, v, `
		select r.id, r.recipient, r.email,
		  case when $2 or r.made_by = $3 then r.asks else '' end as asks, r.made_at, coalesce(s.name, '') as made_by, r.answered_at, coalesce(r.document_id, 0) as document_id
		from requests r
		left join staff s on s.id = r.made_by
		where r.client_id = $1 and r.withdrawn_at is null
		order by r.id desc
		limit 50`, v.Client(), v.Who().May(access.OpenClinical), v.Who().Staff())
}

func insertRequest(ctx context.Context, tx *db.Tx, in RequestForm) (id.Request, error) {
	return insertRow[id.Request](ctx, tx, "requests", `
		insert into requests (client_id, recipient, email, asks, made_at, made_by)
		values ($1, $2, $3, $4, clock(), nullif($5, 0))
		returning id`, tx.Client(), in.Recipient, in.Email, in.Asks, tx.Who().Staff())
}

func withdrawRequest(ctx context.Context, tx *db.Tx, r id.Request) error {
	return tx.ExecOne(ctx, `
		update requests
		set withdrawn_at = clock()
		where client_id = $1 and id = $2 and answered_at is null and withdrawn_at is null`, tx.Client(), r)
}

// findAsked reads the request behind the correspondent's link, as long as that is good.
func findAsked(ctx context.Context, v *db.View) (Asked, error) {
	return db.One[Asked](ctx, v, `
		select coalesce(p.name, '') as practice, coalesce(p.phone, '') as phone,
		  trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client, r.recipient,
		  case when l.confirmed_at is null then '' else r.asks end as asks,
		  l.confirmed_at is not null as confirmed, r.answered_at is not null as answered
		from links l
		join requests r on r.client_id = l.client_id and r.id = l.request_id
		join clients c on c.id = l.client_id
		left join practice p on true
		where l.client_id = $1 and l.id = $2 and l.exchanged_at is not null and l.closed_at is null and l.expires_at > clock()`,
		v.Client(), v.Who().Link())
}

func insertLetter(ctx context.Context, tx *db.Tx, sender string, content Content, hash []byte) (id.Document, error) {
	return db.Value[id.Document](ctx, &tx.View, `
		insert into documents (client_id, title, kind, clinical, media_type, bytes, sha256, received_at, sender)
		values ($1, 'Letter from ' || $2::text, 'letter', true, $3, $4, $5, clock(), $2)
		returning id`, tx.Client(), sender, content.MediaType, content.Bytes, hash)
}

// insertMailed files what came along with a mail. A clinical paper waits to be read.
func insertMailed(ctx context.Context, tx *db.Tx, title, sender string, clinical bool, content Content, hash []byte) error {
	return tx.ExecOne(ctx, `
		insert into documents (client_id, title, kind, clinical, media_type, bytes, sha256, received_at, sender)
		values ($1, left($2, 300), 'other', $3, $4, $5, $6, clock(), left($7, 200))`,
		tx.Client(), title, clinical, content.MediaType, content.Bytes, hash, sender)
}

// answerRequest ties the letter to the request of the actor's link.
func answerRequest(ctx context.Context, tx *db.Tx, letter id.Document) error {
	return tx.ExecOne(ctx, `
		update requests r
		set answered_at = clock(), document_id = $3
		from links l
		where r.client_id = $1 and l.client_id = $1 and l.id = $2 and r.id = l.request_id and r.answered_at is null and r.withdrawn_at is null`,
		tx.Client(), tx.Who().Link(), letter)
}
