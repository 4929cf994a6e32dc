package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// nth counts the rows of a visit from its earliest blocked station; a row of no
// visit is the first of its own.
const nth = `
	row_number() over (
	  partition by b.client_id, coalesce(b.visit_id, -b.id)
	  order by array_position('{intake,arrived,seen,signed,charged,billed,paid}', b.station), b.since, b.id) as nth`

// listSums counts the practice's own with the rows of files. What these are worth is
// counted with the claims that wait for them.
func listSums(ctx context.Context, v *db.View) ([]Sum, error) {
	return db.Many[Sum](ctx, v, `
		with open as (
		  select b.id, b.fixer, b.visit_id, b.cents, coalesce(w.stand_in, b.assigned_to, b.owner_id) as turn, `+nth+`
		  from blockers b
		  left join away w on w.staff_id = coalesce(b.assigned_to, b.owner_id)
		  where b.cleared_at is null and b.verb = any ($1) and coalesce(b.pended_until, '-infinity') <= (select today())
		  union all
		  select b.id, b.fixer, null, 0, null, 1
		  from practice_blockers b
		  where b.cleared_at is null and b.verb = any ($1) and coalesce(b.pended_until, '-infinity') <= (select today())
		)
		select o.fixer, coalesce(o.turn, 0) as owner_id, coalesce(s.name, '') as owner, count(*)::int as lines,
		  count(*) filter (where o.nth = 1 and o.visit_id is not null)::int as visits,
		  coalesce(sum(o.cents) filter (where o.nth = 1), 0)::bigint as cents
		from open o
		left join staff s on s.id = o.turn
		group by o.fixer, o.turn, s.name
		order by cents desc, lines desc, o.fixer, o.turn`, v.Who().Roles().Verbs())
}

func findHeld(ctx context.Context, v *db.View) (Held, error) {
	return db.One[Held](ctx, v, `
		with open as (
		  select b.visit_id, b.cents, `+nth+`
		  from blockers b
		  where b.cleared_at is null and coalesce(b.pended_until, '-infinity') <= (select today())
		)
		select count(*) filter (where visit_id is not null)::int as visits, coalesce(sum(cents), 0)::bigint as cents
		from open
		where nth = 1`)
}

// listParts counts what the filter chooses. After plays no part: the counts are
// of all pages.
func listParts(ctx context.Context, v *db.View, f Filter) ([]Part, error) {
	f.After = Key{}
	where, args, err := f.chosen(ctx, v)
	if err != nil {
		return nil, err
	}
	return db.Many[Part](ctx, v, `
		with open as (
		  select b.id, worklist_part(b.kind, b.station, b.field) as name, b.cents, `+nth+`
		  from blockers b
		  where `+where+`
		)
		select name, count(*)::int as lines, coalesce(sum(cents) filter (where nth = 1), 0)::bigint as cents
		from open
		group by name
		order by name`, args...)
}

func listKinds(ctx context.Context, v *db.View) ([]string, error) {
	return db.Values[string](ctx, v, `
		select kind
		from blockers
		where cleared_at is null and verb = any ($1)
		union
		select kind
		from practice_blockers
		where cleared_at is null and verb = any ($1)
		order by kind`, v.Who().Roles().Verbs())
}

func listLocations(ctx context.Context, v *db.View) ([]Named[id.Location], error) {
	return db.Many[Named[id.Location]](ctx, v, `
		select id, name
		from locations
		where closed_at is null
		order by lower(name), id
		limit 100`)
}
