package clients

import (
	"context"

	"charthouse/internal/db"
)

// listLooks reads a page of the trail and one row more. The changes of its acts
// are found in the file's own part of the history.
func listLooks(ctx context.Context, v *db.View, before int64) ([]Look, error) {
	return db.Many[Look](ctx, v, `
		with page as materialized (
		  select t.id, t.at, t.actor, t.staff_id, t.verb, t.allowed
		  from trail t
		  where t.client_id = $1 and ($2 = 0 or (t.at, t.id) < (select b.at, b.id from trail b where b.id = $2 and b.client_id = $1))
		  order by t.at desc, t.id desc
		  limit $3
		), changed as (
		  select h.trail_id, case h.op when 'I' then 'added ' || h.tbl when 'D' then 'removed ' || h.tbl
		    else 'changed ' || h.tbl || ': ' || string_agg(distinct k, ', ' order by k) end as what
		  from history h
		  cross join lateral jsonb_object_keys(coalesce(h.new, h.old)) k
		  where h.client_id = $1 and h.trail_id between (select min(id) from page) and (select max(id) from page)
		    and k not in ('id', 'client_id', 'version')
		  group by h.trail_id, h.tbl, h.op
		)
		select p.id, p.at, p.actor, coalesce(s.name, '') as name, p.verb, p.allowed,
		  array(select c.what from changed c where c.trail_id = p.id order by c.what) as changed
		from page p
		left join staff s on s.id = p.staff_id
		order by p.at desc, p.id desc`, v.Client(), before, looksAtOnce+1)
}
