package overview

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

type turnaroundRow struct {
	StaffID   id.Staff
	Clinician string
	Signed    int
	Seconds   int64
	Late      int
	Listed    int
	Cents     int64
}

func listTurnarounds(ctx context.Context, v *db.View, from, to civil.Date, behind []civil.Date) ([]turnaroundRow, error) {
	return db.Many[turnaroundRow](ctx, v, `
		with signed as ( -- visitDays, of which nothing but this is asked
		  select d.clinician_id, t.seconds
		  from visit_days d
		  cross join lateral unnest(d.turnarounds) t (seconds)
		  where d.day >= $1 and d.day < $2 and not d.day = any ($3)
		  union all
		  select f.clinician_id, f.turnaround
		  from visit_facts f
		  where f.day >= $1 and f.day < $2 and f.day = any ($3) and f.signed_at is not null
		), took as (
		  select clinician_id, count(*) as signed, percentile_disc(0.5) within group (order by seconds) as seconds
		  from signed
		  group by clinician_id
		), late as (
		  select owner_id, count(*) as late, count(*) filter (where verb = any ($4)) as listed, sum(cents) as cents
		  from blockers
		  where cleared_at is null and kind = 'note_unsigned' and coalesce(pended_until, '-infinity') <= (select today())
		  group by owner_id
		)
		select t.id as staff_id, t.name as clinician, coalesce(k.signed, 0)::int as signed, coalesce(k.seconds, 0)::bigint as seconds,
		  coalesce(l.late, 0)::int as late, coalesce(l.listed, 0)::int as listed, coalesce(l.cents, 0)::bigint as cents
		from staff t
		join staff_roles r on r.staff_id = t.id and r.role = 'clinician'
		left join took k on k.clinician_id = t.id
		left join late l on l.owner_id = t.id
		where t.deactivated_at is null or k.signed > 0 or l.late > 0
		order by cents desc, t.name
		limit 50`, from, to, behind, v.Who().Roles().Verbs())
}
