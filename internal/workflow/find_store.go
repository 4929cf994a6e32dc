package workflow

import (
	"context"

	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// listOpened reads the files that the person opened last and still may: the
// newest of their own rows of the trail.
func listOpened(ctx context.Context, v *db.View, most int) ([]clients.Found, error) {
	return db.Many[clients.Found](ctx, v, `
		select c.id, c.given, c.family, c.preferred, c.birth_date, c.phone, c.city
		from (
		  select o.client_id, max(o.id) as last
		  from (
		    select client_id, id
		    from trail
		    where staff_id = $1 and verb = 'client.open' and allowed and client_id is not null
		    order by id desc
		    limit 300
		  ) o
		  group by o.client_id
		) o
		join clients c on c.id = o.client_id
		where not hidden(c.id)
		order by o.last desc
		limit $2`, v.Who().Staff(), most)
}

// listNamed reads the patients whose names have some of the words, those with
// the most of them first. It serves words that say a patient and something else.
func listNamed(ctx context.Context, v *db.View, names []string) ([]id.Client, error) {
	return db.Values[id.Client](ctx, v, `
		with asks as materialized (
		  select begins(w, 0) as q, begins(w)::text as text
		  from unnest($1::text[]) w
		), named as materialized (
		  select id, words(name_key) as name
		  from clients
		  where words(name_key) @@ (select string_agg(text, ' | ')::tsquery from asks) and not hidden(id)
		  limit 1000
		)
		select n.id
		from named n
		join asks a on n.name @@ a.q
		group by n.id
		order by count(*) desc, n.id desc
		limit 40`, names)
}

// nearPeople are the patients of $1 with the words of their names.
const nearPeople = `
		with people as materialized (
		  select id, words(name_key) as name
		  from clients
		  where id = any ($1) and not hidden(id)
		)`

// listVisitHits reads the visits of a day, and the newest of the patients who may
// be meant, whose patient, clinician and kind have all the words between them.
// Whose they are and how they ended is read of the few that are shown.
func listVisitHits(ctx context.Context, v *db.View, q sought) ([]Hit, error) {
	days, each := q.days, 10
	if len(days) == 0 && q.names != "" {
		days = append(days, q.today)
	}
	if q.weekday != 0 {
		each = 60
	}
	theirs := len(q.days) == 0 || q.weekday != 0
	return db.Many[Hit](ctx, v, nearPeople+`, hit as materialized (
		  select v.id, v.visit_type_id, v.clinician_id, v.label, v.starts_at, p.name
		  from (select id, name from people limit 25) p
		  cross join lateral (
		    select v.id, v.visit_type_id, v.clinician_id, v.label, b.starts_at
		    from (
		      select id, booking_id, visit_type_id, clinician_id, label
		      from visits
		      where client_id = p.id
		      order by id desc
		      limit $7
		    ) v
		    join bookings b on b.id = v.booking_id
		    where $5::bigint = 0 or extract(isodow from b.starts_local) = $5
		    offset 0
		  ) v
		  where $6
		  union all
		  select v.id, v.visit_type_id, v.clinician_id, v.label, b.starts_at, v.name
		  from bookings b
		  cross join lateral (
		    select v.id, v.visit_type_id, v.clinician_id, v.label, words(c.name_key) as name
		    from visits v
		    join clients c on c.id = v.client_id
		    where v.booking_id = b.id and not hidden(v.client_id)
		    offset 0
		  ) v
		  where b.kind = 'visit' and b.starts_local::date = any ($3)
		), who as materialized (
		  select id, lexemes(name) as said from staff
		), what as materialized (
		  select id, lexemes(name) as said from visit_types
		), best as materialized (
		  select h.id, min(abs(extract(epoch from h.starts_at - clock()))) as far
		  from hit h
		  left join what t on t.id = h.visit_type_id
		  left join who s on s.id = h.clinician_id
		  where $2 = '' or (h.name || coalesce(s.said, '') || coalesce(t.said, lexemes(h.label))) @@ (select begins($2, 0))
		  group by h.id
		  order by far, h.id
		  limit $4
		)
		select v.id, v.client_id, called(c) as client, coalesce(t.name, v.label) as title, '' as text, coalesce(s.name, '') as "with",
		  coalesce((select k.kind from visit_marks k where k.visit_id = v.id and k.kind in ('cancelled', 'no_show') limit 1), '') as state,
		  b.starts_local as at, 0::bigint as cents, 0::bigint as within
		from best f
		join visits v on v.id = f.id
		join bookings b on b.id = v.booking_id
		join clients c on c.id = v.client_id
		left join visit_types t on t.id = v.visit_type_id
		left join staff s on s.id = v.clinician_id
		order by f.far, v.id`, q.near, q.names, days, q.most, q.weekday, theirs, each)
}
