package worklist

import (
	"cmp"
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listBlockers reads the rows with what their subjects say. Each subject is one
// look-up by key after the rows are chosen, so that the query does not grow with
// the tables. What a clinical paper is called is clinical too.
func listBlockers(ctx context.Context, v *db.View, f Filter) ([]Blocker, error) {
	return db.Many[Blocker](ctx, v, `
		select b.id, b.client_id, called(c) as client, hidden(c.id) as hidden,
		  coalesce(b.visit_id, 0) as visit_id, b.kind, b.subject_id as subject, b.field, b.station, b.fixer,
		  coalesce(b.owner_id, 0) as owner_id, coalesce(s.name, '') as owner, b.since, b.due, b.cents,
		  b.pended_until, case when hidden(c.id) then '' else b.pended_why end as pended_why,
		  case when hidden(c.id) and b.kind <> 'glass_unreviewed' then '{}' else case b.kind
		    when 'glass_unreviewed' then (
		      select jsonb_build_object('title', o.name, 'staff', o.id)
		      from glass g
		      join staff o on o.id = g.staff_id
		      where g.client_id = b.client_id and g.id = b.subject_id)
		    when 'document_unread' then (
		      select jsonb_build_object('title', case when $8 or not d.clinical then d.title else 'Clinical paper' end)
		      from documents d
		      where d.client_id = b.client_id and d.id = b.subject_id)
		    when 'claim_detail' then (
		      select jsonb_build_object('title', p.name, 'coverage', v.id,
		        'value', case when v.relation = 'self' then '' else concat_ws(', ', nullif(v.subscriber, ''), v.relation) end)
		      from claims k
		      join coverages v on v.client_id = k.client_id and v.id = k.coverage_id
		      join payers p on p.id = v.payer_id
		      where k.client_id = b.client_id and k.id = b.subject_id)
		    when 'refund_waiting' then (
		      select jsonb_build_object('title', g.kind, 'value', o.name, 'cents', g.cents, 'staff', o.id)
		      from givebacks g
		      join staff o on o.id = g.asked_by
		      where g.client_id = b.client_id and g.id = b.subject_id)
		    when 'form_unfinished' then (
		      select jsonb_build_object('done', count(*))
		      from answers a
		      where a.client_id = b.client_id and a.packet_id = b.subject_id)
		    else '{}'
		  end end as detail
		from (
		  select *
		  from blockers b
		  where b.cleared_at is null and b.verb = any ($1)
		    and ($2 = '' or b.fixer = $2) and ($3 = 0 or b.owner_id = $3) and ($4 = 0 or b.client_id = $4)
		    and (coalesce(b.pended_until, '-infinity') > clock()::date) = $5
		  order by case when $6 then 0 else b.cents end desc, b.since, b.id
		  limit $7
		) b
		join clients c on c.id = b.client_id
		left join staff s on s.id = b.owner_id
		order by case when $6 then 0 else b.cents end desc, b.since, b.id`,
		v.Who().Roles().Verbs(), f.Fixer, f.Owner, f.Client, f.Pended, f.Oldest, cmp.Or(f.Most, most), v.Who().May(access.OpenClinical))
}

func listSums(ctx context.Context, v *db.View) ([]Sum, error) {
	return db.Many[Sum](ctx, v, `
		with open as (
		  select b.*, row_number() over (
		      partition by b.client_id, coalesce(b.visit_id, -b.id)
		      order by array_position('{intake,arrived,seen,signed,charged,billed,paid}', b.station), b.since, b.id) as nth
		  from blockers b
		  where b.cleared_at is null and b.verb = any ($1) and coalesce(b.pended_until, '-infinity') <= clock()::date
		)
		select o.fixer, coalesce(o.owner_id, 0) as owner_id, coalesce(s.name, '') as owner, count(*)::int as lines,
		  count(*) filter (where o.nth = 1 and o.visit_id is not null)::int as visits,
		  coalesce(sum(o.cents) filter (where o.nth = 1), 0)::bigint as cents
		from open o
		left join staff s on s.id = o.owner_id
		group by o.fixer, o.owner_id, s.name
		order by cents desc, lines desc, o.fixer, o.owner_id`, v.Who().Roles().Verbs())
}

func listCleared(ctx context.Context, v *db.View, since time.Time, limit int) ([]Cleared, error) {
	return db.Many[Cleared](ctx, v, `
		select b.client_id, called(c) as client, b.kind, b.cents,
		  b.cleared_at as at, coalesce(t.verb, '') as verb, coalesce(s.name, '') as by
		from blockers b
		join clients c on c.id = b.client_id
		left join trail t on t.id = b.cleared_by
		left join staff s on s.id = t.staff_id
		where b.cleared_at >= $2 and b.verb = any ($1)
		order by b.cleared_at desc, b.id desc
		limit $3`, v.Who().Roles().Verbs(), since, limit)
}

func pendBlocker(ctx context.Context, tx *db.Tx, b id.Blocker, until civil.Date, why string) error {
	return tx.ExecOne(ctx, `
		update blockers
		set pended_until = $3, pended_why = $4, pended_by = nullif($5::bigint, 0)
		where client_id = $1 and id = $2 and cleared_at is null and verb = any ($6)`,
		tx.Client(), b, until, why, tx.Who().Staff(), tx.Who().Roles().Verbs())
}
