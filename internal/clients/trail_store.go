package clients

import (
	"context"

	"charthouse/internal/db"
)

// listLooks reads a page of the trail and one row more, and what each of its acts
// changed: found act by act, since the file's history can be any length. A page
// begins in the index, so that the last one costs what the first does; what was done to
// a whole group, on several files, is looked up beside it.
func listLooks(ctx context.Context, v *db.View, before int64) ([]Look, error) {
	return db.Many[Look](ctx, v, `
		with begin as materialized (
		  select case when $2::bigint = 0 then 'infinity' else (
		    select b.at from trail b where b.id = $2 and (b.client_id = $1 or `+ofGroups+` and b.clients @> array[$1::bigint])) end as at
		), page as materialized (
		  (select b.id, b.at, b.actor, b.staff_id, b.verb, b.allowed
		  from trail b
		  where b.client_id = $1 and (b.at, b.id) < ((select at from begin), $2::bigint)
		  order by b.at desc, b.id desc
		  limit $3)
		  union all
		  (select b.id, b.at, b.actor, b.staff_id, b.verb, b.allowed
		  from trail b
		  where `+ofGroups+` and b.clients @> array[$1::bigint] and (b.at, b.id) < ((select at from begin), $2::bigint))
		  order by at desc, id desc
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

// ofGroups is true of an act b on several files that is no list, as the index
// trail_of_groups has it.
const ofGroups = `b.verb in ('visit.move', 'visit.cancel') and b.client_id is null`
