package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findFacts(ctx context.Context, v *db.View, i id.Visit) (facts, error) {
	return db.One[facts](ctx, v, `
		select b.version,
		  (select coalesce(sum(client_cents), 0)::bigint from charge_balances where client_id = $1) as owes,
		  (select max(m.at) from visit_marks m where m.client_id = $1 and m.kind = 'seen') as last_seen,
		  array(select a.text from alerts a where a.client_id = $1 and a.ended_at is null order by a.id limit 10) as alerts,
		  case when not v.payer_chosen then '' else coalesce(v.coverage_id::text, 'self') end as payer,
		  exists (select from standing_charges h where h.client_id = $1 and h.visit_id = v.id)
		    or exists (select from claims k where k.client_id = $1 and k.visit_id = v.id) as charged,
		  coalesce(r.rule, '') as rule, coalesce(n.nth, 0) as nth, coalesce(n.of, 0) as of, coalesce(n.others, 0) as others
		from visits v
		join bookings b on b.id = v.booking_id
		left join series r on r.client_id = v.client_id and r.id = v.series_id
		left join lateral (
		  select count(*) filter (where (x.starts_at, o.id) <= (b.starts_at, v.id))::int as nth, count(*)::int as of,
		    count(*) filter (where o.id <> v.id and x.starts_at > clock()
		      and not exists (select from visit_marks k where k.client_id = $1 and k.visit_id = o.id))::int as others
		  from visits o
		  join bookings x on x.id = o.booking_id
		  where o.client_id = $1 and o.series_id = v.series_id
		) n on v.series_id is not null
		where v.client_id = $1 and v.id = $2`, v.Client(), i)
}

// findLateCents reads what its kind asks for a visit that is cancelled now; zero is nothing.
func findLateCents(ctx context.Context, v *db.View, i id.Visit) (int64, error) {
	return db.Value[int64](ctx, v, `
		select coalesce(max(s.cents), 0)::bigint
		from visits v
		join bookings b on b.id = v.booking_id
		join visit_types t on t.id = v.visit_type_id
		join services s on s.id = t.late_service_id
		where v.client_id = $1 and v.id = $2 and not v.history and b.starts_at <= clock() + t.late_hours * interval '1 hour'`, v.Client(), i)
}

// listReminded lists what was decided about reminders of the visit at the time it has.
func listReminded(ctx context.Context, v *db.View, i id.Visit) ([]Reminded, error) {
	return db.Many[Reminded](ctx, v, `
		select r.hours, case when d.id is not null then 'email' when t.id is not null then 'text' else '' end as way,
		  coalesce(d.state, t.state, '') as state, coalesce(d.problem, t.problem, '') as problem,
		  coalesce(d.sent_at, t.sent_at, r.made_at) as at
		from reminders r
		join visits v on v.client_id = r.client_id and v.id = r.visit_id
		join bookings b on b.id = v.booking_id and b.starts_at = r.starts_at
		left join deliveries d on d.client_id = r.client_id and d.message_id = r.message_id
		left join texts t on t.client_id = r.client_id and t.message_id = r.message_id
		where r.client_id = $1 and r.visit_id = $2
		order by r.hours
		limit 10`, v.Client(), i)
}
