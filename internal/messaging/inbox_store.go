package messaging

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// within is how long each kind may wait, asked once and not of every row.
const within = `
		with within as materialized (
		  select m.kind, reply_within(m.kind) as lasts
		  from unnest(array['administrative', 'billing', 'clinical']) m (kind)
		)`

// boxes are how each box is found and ordered: what waits is few and is ordered by
// when it is due; the others are read along their index, the newest first.
var boxes = map[Box]string{
	Needs: `
		  select k.*, answer_due(k.waits_since, k.promised, k.anew_since, w.lasts) as order_at
		  from conversations k
		  join within w on w.kind = k.kind
		  where k.waits_since is not null and ($2 = '' or k.kind = $2) and ($3 = '' or k.pool = $3 and k.owner_id is null) and $whose
		    and ($6::bigint = 0 or (answer_due(k.waits_since, k.promised, k.anew_since, w.lasts), k.id) > ($5::timestamptz, $6::bigint))
		  order by order_at, k.id`,
	Theirs: `
		  select k.*, k.last_at as order_at
		  from conversations k
		  where k.done_at is null and k.waits_since is null and ($2 = '' or k.kind = $2) and ($3 = '' or k.pool = $3 and k.owner_id is null) and $whose
		    and ($6::bigint = 0 or (k.last_at, k.id) < ($5::timestamptz, $6::bigint))
		  order by k.last_at desc, k.id desc`,
	Over: `
		  select k.*, k.done_at as order_at
		  from conversations k
		  where k.done_at is not null and ($2 = '' or k.kind = $2) and ($3 = '' or k.pool = $3 and k.owner_id is null) and $whose
		    and ($6::bigint = 0 or (k.done_at, k.id) < ($5::timestamptz, $6::bigint))
		  order by k.done_at desc, k.id desc`,
}

// listInbox names the clients and their newest messages after the rows are chosen,
// so that the query does not grow with the tables.
func listInbox(ctx context.Context, v *db.View, f Sift) ([]Listed, error) {
	order := "order_at, k.id"
	if f.Box != Needs {
		order = "order_at desc, k.id desc"
	}
	whose := "$4::bigint = 0"
	if f.Owner != 0 {
		whose = "k.owner_id = $4" // found by its index, however little of theirs there is
	}
	at := f.After.At
	if f.After.ID == 0 {
		at = time.Unix(0, 0)
	}
	return db.Many[Listed](ctx, v, within+`
		select k.id, k.client_id, called(c) as client, hidden(c.id) as hidden,
		  case when hidden(c.id) then '' else coalesce(x.name, '') end as contact, k.kind,
		  case when z.shut then '' else k.subject end as subject, case when z.shut then '' when m.kind = 'call' then m.subject else coalesce(m.body, '') end as snippet,
		  k.kind = 'clinical' and not $1 as sealed, coalesce(k.owner_id, 0) as owner_id, coalesce(s.name, '') as owner, k.pool,
		  k.waits_since as since, d.due,
		  coalesce(k.promised = d.due, false) as promised, k.last_at, k.done_at, k.outcome, k.order_at, coalesce(m.kind, 'free') as last
		from (`+strings.Replace(boxes[f.Box], "$whose", whose, 1)+`
		  limit $7
		) k
		join within w on w.kind = k.kind
		join clients c on c.id = k.client_id
		left join contacts x on x.client_id = k.client_id and x.id = k.contact_id
		left join staff s on s.id = k.owner_id
		cross join lateral (select answer_due(k.waits_since, k.promised, k.anew_since, w.lasts) as due) d
		cross join lateral (select hidden(k.client_id) or k.kind = 'clinical' and not $1 as shut) z
		left join lateral (
		  select left(m.body, 160) as body, m.kind, m.subject
		  from messages m
		  where m.client_id = k.client_id and m.conversation_id = k.id and m.direction <> 'inside'
		  order by m.id desc
		  limit 1
		) m on true
		order by `+order, v.Who().May(access.ReadClinical), string(f.Kind), f.Pool, f.Owner, at, f.After.ID, f.Most)
}

func countInbox(ctx context.Context, v *db.View) (Counts, error) {
	return db.One[Counts](ctx, v, within+`
		select count(*)::int as needs, count(*) filter (where k.kind = 'clinical')::int as clinical,
		  count(*) filter (where k.kind = 'administrative')::int as administrative, count(*) filter (where k.kind = 'billing')::int as billing,
		  count(*) filter (where k.owner_id = $1)::int as mine,
		  count(*) filter (where answer_due(k.waits_since, k.promised, k.anew_since, w.lasts) <= clock())::int as overdue,
		  (select count(*)::int from (select from conversations t where t.done_at is null and t.waits_since is null limit 1000) t) as theirs,
		  (select count(*)::int from received_mails r where r.what = 'stray') as strays
		from conversations k
		join within w on w.kind = k.kind
		where k.waits_since is not null`, v.Who().Staff())
}

// findHalf is within how many seconds half of the last seven days' answers came; 0
// where there were fewer than five.
func findHalf(ctx context.Context, v *db.View) (int64, error) {
	return db.Value[int64](ctx, v, `
		select coalesce(case when count(*) >= 5 then percentile_cont(0.5) within group (order by extract(epoch from t.at - t.waited_since)) end, 0)::bigint
		from turns t
		where t.waited_since is not null and t.what = 'answered' and t.at > clock() - interval '7 days'`)
}
