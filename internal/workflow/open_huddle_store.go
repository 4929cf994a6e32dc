package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findLastDay counts the last day with visits before the date, from the view
// that the measures are of.
func findLastDay(ctx context.Context, v *db.View, at id.Location, date civil.Date) (LastDay, error) {
	return db.One[LastDay](ctx, v, `
		select coalesce(max(f.day), $2) as date, count(*)::int as visits, count(f.seen_at)::int as seen, count(f.missed_at)::int as missed,
		  count(f.cancelled_at)::int as cancelled, (count(*) filter (where f.seen_at is not null and f.signed_at is null))::int as unsigned
		from visit_facts f
		where f.location_id = $1 and f.day = (
		  select b.starts_local::date
		  from bookings b
		  where b.kind = 'visit' and b.location_id = $1 and b.starts_local::date < $2
		  order by b.starts_local::date desc
		  limit 1)`, at, date)
}

func listAway(ctx context.Context, v *db.View, date civil.Date) ([]Away, error) {
	return db.Many[Away](ctx, v, `
		select s.name, coalesce(i.name, '') as stand_in
		from absences a
		join staff s on s.id = a.staff_id and s.deactivated_at is null
		left join staff i on i.id = a.stand_in
		where $1 between a.from_on and a.until_on
		order by s.name
		limit 100`, date)
}

// listHeeds reads what to look out for, each part a look-up by file. Money is
// for those who open accounts, and what is stuck for those who see it.
func listHeeds(ctx context.Context, v *db.View, visits []id.Visit) ([]Heed, error) {
	return db.Many[Heed](ctx, v, `
		select v.id as visit_id, case when c.interpreter then c.language else '' end as interpreter,
		  not exists (
		    select from visits e
		    join bookings p on p.id = e.booking_id
		    where e.client_id = v.client_id and p.starts_at < b.starts_at
		      and not exists (select from visit_marks k where k.client_id = e.client_id and k.visit_id = e.id and k.kind in ('cancelled', 'no_show'))) as new,
		  array(
		    select a.text
		    from alerts a
		    where a.client_id = v.client_id and a.ended_at is null
		    order by a.raised_at, a.id) as alerts,
		  case when $2 then greatest((
		    select coalesce(sum(l.cents), 0)
		    from lines l
		    where l.client_id = v.client_id and l.account in ('client_receivable', 'client_credit')), 0) else 0 end::bigint as owed_cents,
		  array(
		    select distinct k.kind
		    from blockers k
		    where k.client_id = v.client_id and k.cleared_at is null and k.verb = any ($3) and coalesce(k.visit_id, v.id) = v.id
		      and coalesce(k.pended_until, '-infinity') <= (select today())
		    order by k.kind) as stuck
		from visits v
		join bookings b on b.id = v.booking_id
		join clients c on c.id = v.client_id
		where v.id = any ($1)
		order by v.id`, visits, v.Who().May(access.OpenAccount), v.Who().Roles().Verbs())
}
