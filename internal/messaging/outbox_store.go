package messaging

import (
	"context"
	"time"

	"charthouse/internal/db"
)

func listOutgoing(ctx context.Context, v *db.View, since time.Time, limit int) ([]Outgoing, error) {
	return db.Many[Outgoing](ctx, v, `
		select * from (
		  select d.id as mail, d.client_id as client, 0::bigint as staff,
		    called(c) as name, case when hidden(c.id) then '' else d.address end as address, m.kind,
		    d.state, d.tries, case when hidden(c.id) then '' else d.problem end as problem, d.made_at, d.sent_at
		  from deliveries d
		  join messages m on m.client_id = d.client_id and m.id = d.message_id
		  join clients c on c.id = d.client_id
		  where d.state in ('waiting', 'failed') or d.sent_at >= $1
		  union all
		  select m.id, 0, s.id, s.name, s.email, m.kind, m.state, m.tries, m.problem, m.made_at, m.sent_at
		  from staff_mails m
		  join staff s on s.id = m.staff_id
		  where m.state in ('waiting', 'failed') or m.sent_at >= $1
		) o
		order by state = 'sent', state = 'waiting', coalesce(sent_at, made_at) desc, mail
		limit $2`, since, limit)
}
