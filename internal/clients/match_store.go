package clients

import (
	"context"

	"charthouse/internal/db"
)

// listMatches reads a few rows by birth date, phone and mail, each an index
// range, and keeps those whose names are alike. A file that is shut to the actor
// is not among them: typing a name would tell that there is one.
func listMatches(ctx context.Context, v *db.View, c Client) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		with q as (select fold($1 || ' ' || $2 || ' ' || $3) as name, reverse(regexp_replace($5, '\D', '', 'g')) as phone),
		near as (
		  (select c.* from clients c where c.birth_date = $4 limit 500)
		  union
		  (select c.* from clients c, q where q.phone <> '' and c.phone <> '' and c.phone_key = q.phone limit 50)
		  union
		  (select c.* from clients c where $6 <> '' and c.email <> '' and lower(c.email) = lower($6) limit 50)
		)
		select n.id, n.given, n.family, n.preferred, n.birth_date, n.phone, n.city
		from near n, q
		where similarity(n.name_key, q.name) > 0.3 and not shut(n.id, nullif($7::bigint, 0))
		order by similarity(n.name_key, q.name) desc, n.id
		limit 5`, c.Given, c.Family, c.Preferred, c.BirthDate, c.Phone, c.Email, v.Who().Staff())
}
