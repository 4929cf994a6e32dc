package clients

import (
	"context"

	"charthouse/internal/db"
)

// listLooks reads a page of the trail and one row more, and what each of its acts
// changed: found act by act, since the file's history can be any length. A page
// begins in the index, so that the last one costs what the first does.
func listLooks(ctx context.Context, v *db.View, before int64) ([]Look, error) {
	return db.Many[Look](ctx, v, `
		with page as materialized (
		  select t.id, t.at, t.actor, t.staff_id, t.verb, t.allowed
		  from trail t
		  where t.client_id = $1
		    and (t.at, t.id) < (case when $2::bigint = 0 then 'infinity' else (select b.at from trail b where b.id = $2 and b.client_id = $1) end, $2::bigint)
		  order by t.at desc, t.id desc
		  limit $3
		)
		select p.id, p.at, p.actor, coalesce(s.name, '') as name, p.verb, p.allowed, array(
		  select case h.op when 'I' then 'added ' || h.tbl when 'D' then 'removed ' || h.tbl
		    else 'changed ' || h.tbl || ': ' || string_agg(distinct k, ', ' order by k) end as what
		  from history h
		  cross join lateral jsonb_object_keys(coalesce(h.new, h.old)) k
		  where h.client_id = $1 and h.trail_id = p.id and k not in ('id', 'client_id', 'version')
		  group by h.tbl, h.op
		  order by what) as changed
		from page p
		left join staff s on s.id = p.staff_id
		order by p.at desc, p.id desc`, v.Client(), before, looksAtOnce+1)
}
