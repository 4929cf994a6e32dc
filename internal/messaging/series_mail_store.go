package messaging

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// hasToldOf is true where a mail about one of the visits has gone, or may have.
func hasToldOf(ctx context.Context, tx *db.Tx, visits []id.Visit) (bool, error) {
	return db.Value[bool](ctx, &tx.View, `
		select exists (
		  select from messages m
		  join deliveries d on d.client_id = m.client_id and d.message_id = m.id
		  where m.client_id = $1 and m.kind in ('confirmation', 'moved') and (d.state = 'sent' or d.tries > 0)
		    and (m.visit_id = any ($2) or exists (select from message_visits x where x.client_id = $1 and x.message_id = m.id and x.visit_id = any ($2))))`,
		tx.Client(), visits)
}

// overtakeAll takes back the mails of these kinds that still wait and are about these
// visits alone. One that is about others too says when it goes what is so then.
func overtakeAll(ctx context.Context, tx *db.Tx, visits []id.Visit, kinds []Kind) error {
	_, err := tx.Exec(ctx, `
		update deliveries d
		set state = 'cancelled', problem = 'A newer mail took its place.'
		from messages m
		where d.client_id = $1 and m.client_id = $1 and d.message_id = m.id and m.kind = any ($3) and d.state = 'waiting'
		  and (m.visit_id = any ($2)
		    or exists (select from message_visits x where x.client_id = $1 and x.message_id = m.id)
		      and not exists (select from message_visits x where x.client_id = $1 and x.message_id = m.id and x.visit_id <> all ($2)))`,
		tx.Client(), visits, kinds)
	return err
}

func insertMessageVisits(ctx context.Context, tx *db.Tx, m id.Message, visits []id.Visit) error {
	_, err := tx.Exec(ctx, `
		insert into message_visits (client_id, message_id, visit_id)
		select $1, $2, v
		from unnest($3::bigint[]) v`, tx.Client(), m, visits)
	return err
}
