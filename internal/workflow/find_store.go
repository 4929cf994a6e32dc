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
		with named as materialized (
		  select id, words(name_key) as name
		  from clients
		  where words(name_key) @@ (select string_agg(begins(w)::text, ' | ')::tsquery from unnest($1::text[]) w) and not hidden(id)
		  limit 2000
		)
		select n.id
		from named n
		cross join lateral (select count(*) as hits from unnest($1::text[]) w where n.name @@ begins(w, 0)) k
		order by k.hits desc, n.id desc
		limit 40`, names)
}

// nearPeople are the patients of $1 with the words of their names.
const nearPeople = `
		with people as materialized (
		  select id, words(name_key) as name
		  from clients
		  where id = any ($1) and not hidden(id)
		)`

// listVisitHits reads the visits of a day, and those of the patients who may be
// meant, whose patient, clinician and kind have all the words between them.
func listVisitHits(ctx context.Context, v *db.View, q sought) ([]Hit, error) {
	days := q.days
	if len(days) == 0 && q.names != "" {
		days = append(days, q.today)
	}
	theirs := len(q.days) == 0 || q.weekday != 0
	return db.Many[Hit](ctx, v, nearPeople+`, hit as materialized (
		  select v.id
		  from people p
		  join visits v on v.client_id = p.id
		  join bookings b on b.id = v.booking_id
		  where $6 and ($5 = 0 or extract(isodow from b.starts_local) = $5)
		  union
		  select v.id
		  from bookings b
		  join visits v on v.booking_id = b.id
		  where b.kind = 'visit' and b.starts_local::date = any ($3)
		), who as materialized (
		  select id, name, lexemes(name) as said from staff
		), what as materialized (
		  select id, name, lexemes(name) as said from visit_types
		)
		select v.id, v.client_id, called(c) as client, coalesce(t.name, v.label) as title, '' as text, coalesce(s.name, '') as "with",
		  coalesce((select k.kind from visit_marks k where k.visit_id = v.id and k.kind in ('cancelled', 'no_show') limit 1), '') as state,
		  b.starts_local as at, 0::bigint as cents, 0::bigint as within
		from hit h
		join visits v on v.id = h.id
		join bookings b on b.id = v.booking_id
		join clients c on c.id = v.client_id
		left join what t on t.id = v.visit_type_id
		left join who s on s.id = v.clinician_id
		where not hidden(v.client_id)
		  and ($2 = '' or (words(c.name_key) || coalesce(s.said, '') || coalesce(t.said, lexemes(v.label))) @@ (select begins($2, 0)))
		order by abs(extract(epoch from b.starts_at - clock())), v.id
		limit $4`, q.near, q.names, days, q.most, q.weekday, theirs)
}
