package worklist

import (
	"context"
	"time"

	"charthouse/internal/db"
)

type stoodRow struct {
	Kind    string
	Lines   int
	Open    int
	Seconds int64
}

// listStood reads what left since, which an index has in order, and what stands.
// A clinical message has a target of its own, and is counted under its name.
func listStood(ctx context.Context, v *db.View, since time.Time) ([]stoodRow, error) {
	return db.Many[stoodRow](ctx, v, `
		with came as (
		  select client_id, kind, subject_id, extract(epoch from cleared_at - since) as seconds
		  from blockers
		  where cleared_at >= $1 and since >= $1
		  union all
		  select client_id, kind, subject_id, null
		  from blockers
		  where cleared_at is null and since >= $1
		  union all
		  select null, kind, subject_id, extract(epoch from cleared_at - since)
		  from practice_blockers
		  where since >= $1
		), named as (
		  select case when k.kind = 'clinical' then 'message_clinical' else c.kind end as kind, c.seconds
		  from came c
		  left join conversations k on c.kind = 'message_unanswered' and k.client_id = c.client_id and k.id = c.subject_id
		)
		select kind, count(*)::int as lines, (count(*) filter (where seconds is null))::int as open,
		  coalesce(percentile_cont(0.5) within group (order by seconds), 0)::bigint as seconds
		from named
		group by kind
		order by kind`, since)
}
