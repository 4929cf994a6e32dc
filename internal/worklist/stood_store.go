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
func listStood(ctx context.Context, v *db.View, since time.Time) ([]stoodRow, error) {
	return db.Many[stoodRow](ctx, v, `
		with came as (
		  select kind, extract(epoch from cleared_at - since) as seconds
		  from blockers
		  where cleared_at >= $1 and since >= $1
		  union all
		  select kind, null
		  from blockers
		  where cleared_at is null and since >= $1
		)
		select kind, count(*)::int as lines, (count(*) filter (where seconds is null))::int as open,
		  coalesce(percentile_cont(0.5) within group (order by seconds), 0)::bigint as seconds
		from came
		group by kind
		order by kind`, since)
}
