package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findBehind reads whose link it is, as long as it is good.
func findBehind(ctx context.Context, v *db.View) (Behind, error) {
	return db.One[Behind](ctx, v, `
		select coalesce(p.name, '') as practice, coalesce(p.phone, '') as phone, coalesce(p.zone, 'UTC') as zone, coalesce(nullif(c.preferred, ''), c.given) as client,
		  coalesce(x.name, trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family)) as name, x.id is not null as proxy,
		  l.confirmed_at is not null as confirmed, l.conversation_id as talk, coalesce(l.contact_id, 0) as contact
		from links l
		join clients c on c.id = l.client_id
		left join contacts x on x.client_id = l.client_id and x.id = l.contact_id
		left join practice p on true
		where l.client_id = $1 and l.id = $2 and l.conversation_id is not null and l.exchanged_at is not null
		  and l.closed_at is null and l.expires_at > clock()`, v.Client(), v.Who().Link())
}

func listMatters(ctx context.Context, v *db.View, contact id.Contact) ([]Matters, error) {
	return db.Many[Matters](ctx, v, `
		select k.id, k.kind, k.subject, k.last_at, k.done_at is not null as done
		from conversations k
		where k.client_id = $1 and k.contact_id is not distinct from nullif($2::bigint, 0)
		  and exists (select from messages m where m.client_id = k.client_id and m.conversation_id = k.id and m.kind in ('free', 'reply', 'portal', 'mail') and m.direction <> 'inside')
		order by k.last_at desc, k.id desc
		limit 20`, v.Client(), contact)
}

// listSpoken reads what was written between them; what staff say among themselves
// and calls are not among it.
func listSpoken(ctx context.Context, v *db.View, n id.Conversation, contact id.Contact) ([]Spoken, error) {
	return db.Many[Spoken](ctx, v, `
		select * from (
		  select m.id, m.direction = 'in' as mine, coalesce(nullif(m.sender, ''), s.name, '') as by, m.body, m.written_at as at
		  from conversations k
		  join messages m on m.client_id = k.client_id and m.conversation_id = k.id
		  left join staff s on s.id = m.written_by
		  where k.client_id = $1 and k.id = $2 and k.contact_id is not distinct from nullif($3::bigint, 0)
		    and m.direction in ('in', 'out') and m.kind in ('free', 'reply', 'portal', 'mail')
		  order by m.id desc
		  limit 100
		) newest
		order by id`, v.Client(), n, contact)
}

// ownTalk is nil where the conversation is with that contact, or with the client.
func ownTalk(ctx context.Context, v *db.View, n id.Conversation, contact id.Contact) error {
	_, err := db.Value[bool](ctx, v, `
		select true
		from conversations
		where client_id = $1 and id = $2 and contact_id is not distinct from nullif($3::bigint, 0)`, v.Client(), n, contact)
	return err
}

// findCaller is how the contact is called, or for 0 the client.
func findCaller(ctx context.Context, v *db.View, contact id.Contact) (string, error) {
	return db.Value[string](ctx, v, `
		select case when $2::bigint = 0 then trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family)
		  else (select x.name from contacts x where x.client_id = c.id and x.id = $2) end
		from clients c
		where c.id = $1 and ($2::bigint = 0 or exists (select from contacts x where x.client_id = c.id and x.id = $2))`, v.Client(), contact)
}
