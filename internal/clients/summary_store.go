package clients

import (
	"context"

	"charthouse/internal/db"
)

func findSummary(ctx context.Context, v *db.View) (Summary, error) {
	return db.One[Summary](ctx, v, `
		select m.owed_cents, m.payer_cents, o.oldest_at, n.next_at, coalesce(n.next_type, '') as next_type,
		  coalesce(n.next_with, '') as next_with
		from (
		  select coalesce(sum(cents) filter (where account in ('client_receivable', 'client_credit')), 0)::bigint as owed_cents,
		    coalesce(sum(cents) filter (where account = 'payer_receivable'), 0)::bigint as payer_cents
		  from lines
		  where client_id = $1 and account in ('client_receivable', 'client_credit', 'payer_receivable')
		) m
		left join lateral (
		  select min(c.at) as oldest_at
		  from charges c
		  join charge_balances b on b.client_id = c.client_id and b.charge_id = c.id
		  where c.client_id = $1 and b.client_cents > 0
		) o on m.owed_cents > 0
		left join lateral (
		  select b.starts_at as next_at, t.name as next_type, s.name as next_with
		  from visits v
		  join bookings b on b.id = v.booking_id
		  left join visit_types t on t.id = v.visit_type_id
		  left join staff s on s.id = v.clinician_id
		  where v.client_id = $1 and b.starts_at > clock() and not v.history
		    and not exists (select from visit_marks k where k.client_id = v.client_id and k.visit_id = v.id)
		  order by b.starts_at, v.id
		  limit 1
		) n on true`, v.Client())
}

func listCareTeam(ctx context.Context, v *db.View) ([]CareTeam, error) {
	return db.Many[CareTeam](ctx, v, `
		select s.name, s.title, max(b.starts_at) as last
		from visits v
		join bookings b on b.id = v.booking_id
		join staff s on s.id = v.clinician_id
		where v.client_id = $1 and not v.history
		group by s.id
		order by last desc, s.id
		limit 6`, v.Client())
}
