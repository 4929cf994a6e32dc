package docs

import (
	"context"

	"charthouse/internal/db"
)

func findTarget(ctx context.Context, v *db.View) (int, error) {
	return db.Value[int](ctx, v, `select coalesce((select hours from targets where kind = 'note_unsigned'), 24)`)
}

const owedColumns = `
	select v.client_id, trim(coalesce(nullif(c.preferred, ''), c.given) || ' ' || c.family) as client, c.birth_date, v.id as visit_id,
	  coalesce(t.name, v.label) as visit, b.starts_at, m.at as seen_at, n.saved_at, s.at as signed_at`

const owedFrom = `
	join visits v on v.id = o.visit_id
	join bookings b on b.id = v.booking_id
	join clients c on c.id = v.client_id
	left join visit_types t on t.id = v.visit_type_id
	left join visit_marks m on m.visit_id = v.id and m.kind = 'seen'`

// listUnsigned finds what the actor has to write. What is past the target is a
// blocker already; what is not was seen within the target, or begun; so that no
// list of all visits is read. Two days are left for the clock to catch up.
func listUnsigned(ctx context.Context, v *db.View, target int) ([]Owed, error) {
	return db.Many[Owed](ctx, v, `
		with o as (
		  select k.visit_id
		  from blockers k
		  where k.kind = 'note_unsigned' and k.owner_id = $1 and k.cleared_at is null
		  union
		  select v.id
		  from bookings b
		  join visits v on v.booking_id = b.id
		  join visit_marks m on m.visit_id = v.id and m.kind = 'seen'
		  where v.clinician_id = $1 and not v.history
		    and b.starts_at >= clock() - make_interval(hours => $2 + 48) and b.starts_at <= clock() + interval '1 day'
		  union
		  select n.visit_id
		  from notes n
		  where n.author_id = $1 and n.id in (select id from notes where author_id = $1 order by id desc limit 300)
		)`+owedColumns+`, v.fee_cents as cents
		from o`+owedFrom+`
		left join notes n on n.visit_id = v.id
		left join signatures s on s.note_id = n.id
		where s.id is null and (n.id is null or n.author_id = $1)
		  and not exists (
		    select from visit_marks x
		    where x.visit_id = v.id and x.kind in ('no_show', 'cancelled')
		  )
		order by coalesce(m.at, b.starts_at), v.id
		limit $3`, v.Who().Staff(), target, listed)
}

func listSigned(ctx context.Context, v *db.View, limit int) ([]Owed, error) {
	return db.Many[Owed](ctx, v, `
		with o as (
		  select n.visit_id
		  from signatures g
		  join notes n on n.id = g.note_id
		  where g.staff_id = $1
		  order by g.at desc, g.id desc
		  limit $2
		)`+owedColumns+`,
		  coalesce((select sum(h.cents) from charges h where h.client_id = v.client_id and h.visit_id = v.id), 0)::bigint as cents
		from o`+owedFrom+`
		join notes n on n.visit_id = v.id
		join signatures s on s.note_id = n.id
		order by s.at desc, s.id desc
		limit $2`, v.Who().Staff(), limit)
}
