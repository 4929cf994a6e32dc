package clients

import (
	"context"

	"charthouse/internal/db"
)

// matches reads a few rows by birth date, phone, mail and name, each an index
// range, and keeps those that look like the same person (see refuseDouble). $5 is a
// phone as phone_key has it: in a join with q its range would not be walked.
const matches = `
		with q as (
		  select fold($1 || ' ' || $2 || ' ' || $3) as name, words(fold($1 || ' ' || $2)) as whole, fold($2) as family
		),
		near as (
		  (select c.id, 'birth' as by from clients c where c.birth_date = $4 limit 500)
		  union all
		  (select c.id, 'phone' from clients c
		   where $5 <> '' and c.phone <> '' and c.phone_key >= left($5, 7) and c.phone_key < left($5, 7) || ':'
		     and (c.phone_key = $5 or length($5) >= 7)
		   limit 50)
		  union all
		  (select c.id, 'mail' from clients c where $6 <> '' and c.email <> '' and lower(c.email) = lower($6) limit 50)
		  union all
		  (select id, 'name' from clients
		   where words(name_key) @@ (select string_agg(format('''%s''', w), ' & ')::tsquery from q, unnest(tsvector_to_array(q.whole)) w)
		     and words(fold(given || ' ' || family)) = (select whole from q)
		     and (birth_date is null or $4 is null or birth_date = any ($8::text[]::date[]))
		   limit 500)
		)
		select c.id, c.given, c.family, c.preferred, c.birth_date, c.phone, c.city
		from near n
		join clients c on c.id = n.id, q
		where not shut(c.id, nullif($7::bigint, 0)) and (
		  n.by = 'name' or similarity(c.name_key, q.name) > 0.3
		  or n.by = 'phone' and (c.birth_date = $4 or c.family_key = q.family and q.family <> ''))
		group by c.id, q.name
		order by similarity(c.name_key, q.name) desc, c.id
		limit 5`

// listMatches leaves out files that are shut to the actor: typing a name would tell
// that there is one.
func listMatches(ctx context.Context, v *db.View, c Client) ([]Found, error) {
	return db.Many[Found](ctx, v, matches, c.Given, c.Family, c.Preferred, c.BirthDate, phoneKey(c.Phone), c.Email, v.Who().Staff(), mistyped(c.BirthDate))
}
