package overview

import (
	"context"

	"charthouse/internal/db"
)

// listEvents reads what the function day_counts_of counts, by the same
// conditions. $3 says which.
func listEvents(ctx context.Context, v *db.View, rows Rows, span Span, cause string, most int) ([]Event, error) {
	return db.Many[Event](ctx, v, `
		with span as (
		  select $1::date::timestamp at time zone z.zone as since, $2::date::timestamp at time zone z.zone as until
		  from (select coalesce((select zone from practice), 'UTC') as zone) z
		), events as (
		  select n.at, n.client_id, b.kind as cause, n.whom as how, n.staff_id, 0::bigint as seconds
		  from span s
		  join nudges n on n.at >= s.since and n.at < s.until
		  join blockers b on b.client_id = n.client_id and b.id = n.blocker_id
		  where $3 = 'nudges'
		  union all
		  select b.cleared_at, b.client_id, b.kind, '', t.staff_id, 0
		  from span s
		  join blockers b on b.cleared_at >= s.since and b.cleared_at < s.until
		  join trail t on t.id = b.cleared_by
		  where $3 = 'left' and left_how(b.kind, t.verb, t.staff_id, t.link_id) = 'hand'
		  union all
		  select y.at, y.client_id, y.field, '', y.staff_id, 0
		  from span s
		  cross join lateral typed_again(s.since, s.until) y
		  where $3 = 'typed_twice' and y.again
		  union all
		  select r.at, r.client_id, r.kind, '', r.by_id, extract(epoch from r.at - r.waited_since)::bigint
		  from span s
		  join turns r on r.waited_since is not null and r.at >= s.since and r.at < s.until
		  where $3 = 'replies'
		)
		select e.at, e.client_id, called(c) as client, e.cause, e.how, coalesce(w.name, '') as by, e.seconds
		from (select * from events where $5 in ('', cause) order by seconds desc, at desc limit $4) e
		join clients c on c.id = e.client_id
		left join staff w on w.id = e.staff_id
		order by e.seconds desc, e.at desc, e.client_id`, span.From, span.To, rows, most, cause)
}
