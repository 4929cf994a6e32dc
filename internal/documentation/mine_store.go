package docs

import (
	"context"

	"charthouse/internal/db"
)

func findTarget(ctx context.Context, v *db.View) (int, error) {
	return db.Value[int](ctx, v, `select coalesce((select hours from targets where kind = 'note_unsigned'), 24)`)
}

// owed reads the visits of o with their notes, each by its key: "offset 0" keeps
// the planner from reading all visits instead.
const owed = `
		cross join lateral (
		  select v.client_id, called(c) as client, case when not hidden(c.id) then c.birth_date end as birth_date, v.id as visit_id,
		    case when hidden(c.id) then '' else coalesce(t.name, v.label) end as visit, b.starts_at, m.arrived_at,
		    coalesce(m.place, '') as place, m.seen_at, n.saved_at, s.at as signed_at, v.fee_cents, n.author_id
		  from visits v
		  join bookings b on b.id = v.booking_id
		  join clients c on c.id = v.client_id
		  left join visit_types t on t.id = v.visit_type_id
		  cross join lateral (
		    select min(k.at) filter (where k.kind <> 'seen') as arrived_at, max(p.name) as place, max(k.at) filter (where k.kind = 'seen') as seen_at
		    from visit_marks k
		    left join places p on p.id = k.place_id
		    where k.visit_id = v.id and k.kind in ('arrived', 'roomed', 'with', 'ready', 'seen')
		  ) m
		  left join notes n on n.visit_id = v.id
		  left join signatures s on s.note_id = n.id
		  where v.id = o.visit_id and not exists (
		    select from visit_marks x
		    where x.visit_id = v.id and x.kind in ('no_show', 'cancelled')
		  )
		  offset 0
		) w`

const owedColumns = `w.client_id, w.client, w.birth_date, w.visit_id, w.visit, w.starts_at, w.arrived_at, w.place, w.seen_at, w.saved_at, w.signed_at`

// listUnsigned finds what the actor has to write. What is past the target is a
// blocker already; what is not came within the target, or was begun; so that no
// list of all visits is read. Two days are left for the clock to catch up.
//
// One row more than a page tells whether there is another.
func listUnsigned(ctx context.Context, v *db.View, target int, after After) ([]unsigned, error) {
	return db.Many[unsigned](ctx, v, `
		with o as (
		  select k.visit_id
		  from blockers k
		  where k.kind = 'note_unsigned' and k.owner_id = $1 and k.cleared_at is null
		  union
		  select v.id
		  from bookings b
		  cross join lateral (
		    select v.id
		    from visits v
		    where v.booking_id = b.id and v.clinician_id = $1 and not v.history and not exists (
		      select from notes n
		      join signatures s on s.note_id = n.id
		      where n.visit_id = v.id
		    )
		    offset 0
		  ) v
		  join visit_marks m on m.visit_id = v.id and m.kind in ('arrived', 'roomed', 'with', 'ready', 'seen')
		  where b.starts_at >= clock() - make_interval(hours => $2 + 48) and b.starts_at <= clock() + interval '1 day'
		  union
		  select n.visit_id
		  from (select id, visit_id from notes where author_id = $1 order by id desc limit 300) n
		  where not exists (select from signatures s where s.note_id = n.id)
		), mine as (
		  select `+owedColumns+`, w.fee_cents as cents, w.seen_at is not null as seen, coalesce(w.seen_at, w.starts_at) as since,
		    count(w.seen_at) over ()::int as waiting, coalesce(sum(w.fee_cents) filter (where w.seen_at is not null) over (), 0)::bigint as held
		  from o`+owed+`
		  where w.signed_at is null and (w.author_id is null or w.author_id = $1)
		)
		select client_id, client, birth_date, visit_id, visit, starts_at, arrived_at, place, seen_at, saved_at, signed_at, cents, waiting, held
		from mine
		where $6::bigint = 0 or (seen, since, visit_id) > ($4, $5, $6)
		order by seen, since, visit_id
		limit $3`, v.Who().Staff(), target, listed+1, after.Seen, after.At, after.Visit)
}

// unsigned is a row of listUnsigned, with the sums over all pages.
type unsigned struct {
	Owed
	Waiting int
	Held    int64
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
		)
		select `+owedColumns+`,
		  coalesce((select sum(h.cents) from standing_charges h where h.client_id = w.client_id and h.visit_id = w.visit_id), 0)::bigint as cents
		from o`+owed+`
		order by w.signed_at desc, w.visit_id desc
		limit $2`, v.Who().Staff(), limit)
}
