package messaging

import (
	"context"
	"errors"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listTextedAt(ctx context.Context, v *db.View, number string) ([]id.Client, error) {
	return db.Values[id.Client](ctx, v, `
		select distinct client_id
		from texts
		where number = $1
		order by client_id
		limit 50`, number)
}

// listAskedAt lists a visit that was confirmed too, where it is the only one: who says
// yes twice is thanked twice.
func listAskedAt(ctx context.Context, v *db.View, number string) ([]AskedByText, error) {
	return db.Many[AskedByText](ctx, v, `
		with asked as (
		  select distinct t.client_id as client, x.id as visit, b.starts_at, b.starts_local as local,
		    exists (select from confirmations c where c.client_id = x.client_id and c.visit_id = x.id and c.starts_at = b.starts_at) as confirmed
		  from texts t
		  join messages m on m.client_id = t.client_id and m.id = t.message_id
		  join visits x on x.client_id = m.client_id and x.id = m.visit_id
		  join bookings b on b.id = x.booking_id
		  join reminders r on r.client_id = t.client_id and r.message_id = m.id and r.starts_at = b.starts_at
		  where t.number = $1 and t.state in ('sending', 'sent', 'delivered', 'unsure') and b.starts_at > clock()
		    and not exists (select from visit_marks k where k.client_id = x.client_id and k.visit_id = x.id)
		)
		select client, visit, starts_at, local
		from asked
		where not confirmed or not exists (select from asked a where not a.confirmed)
		order by starts_at, visit
		limit 20`, number)
}

func insertReceivedText(ctx context.Context, tx *db.Tx, key string, what Word) (int64, error) {
	return tx.Exec(ctx, `
		insert into received_texts (provider_key, what, received_at)
		values ($1, $2, clock())
		on conflict do nothing`, key, string(what))
}

func findTextOf(ctx context.Context, v *db.View, key string, named id.Text) (UnsentText, error) {
	t, err := db.One[UnsentText](ctx, v, `
		select client_id as client, id as text
		from texts
		where provider_key = $1 or provider_key is null and id = $2 and tried_at is not null
		order by provider_key nulls last
		limit 1`, key, named)
	if errors.Is(err, db.ErrNone) {
		return UnsentText{}, nil
	}
	return t, err
}

func setTextReported(ctx context.Context, tx *db.Tx, t id.Text, key string, is State, problem string) error {
	_, err := tx.Exec(ctx, `
		update texts
		set state = $4, problem = $5, provider_key = $3, sent_at = coalesce(sent_at, clock())
		where client_id = $1 and id = $2 and state <> 'delivered'`, tx.Client(), t, key, string(is), problem)
	return err
}
