package clients

import (
	"context"
	"strings"

	"charthouse/internal/civil"
	"charthouse/internal/db"
)

const foundColumns = `id, given, family, preferred, birth_date, phone, city`

func listNewest(ctx context.Context, v *db.View) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from clients
		order by id desc
		limit $1`, found)
}

// listByNumber reads the number on paper first, then phones by their last digits.
func listByNumber(ctx context.Context, v *db.View, digits string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		(select `+foundColumns+`
		from clients
		where length($1) < 16 and id = left($1, 15)::bigint)
		union
		(select `+foundColumns+`
		from clients
		where length($1) >= 4 and phone <> '' and phone_key >= reverse($1) and phone_key < reverse($1) || ':'
		order by phone_key
		limit $2)
		order by family, given, id`, digits, found)
}

func listByBirth(ctx context.Context, v *db.View, birth civil.Date) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from clients
		where birth_date = $1
		order by family_key, given_key, id
		limit $2`, birth, found)
}

// listByName takes the longest word as the beginning of a family, given or
// preferred name (each a range of an index), and every other word as the
// beginning of any word of the whole name.
func listByName(ctx context.Context, v *db.View, names []string) ([]Found, error) {
	first, rest := longest(names)
	others := make([]string, len(rest))
	for i, r := range rest {
		others[i] = "% " + escapeLike(r) + "%"
	}
	return db.Many[Found](ctx, v, `
		with q as (select fold($1) as lo, fold($1) || chr(1114111) as hi,
		  array(select fold(o) from unnest($2::text[]) o) as others)
		select `+foundColumns+`
		from (
		  (select c.* from clients c, q
		  where c.family_key >= q.lo and c.family_key < q.hi and ' ' || c.name_key like all (q.others)
		  order by c.family_key, c.given_key, c.id
		  limit $3)
		  union
		  (select c.* from clients c, q
		  where c.given_key >= q.lo and c.given_key < q.hi and ' ' || c.name_key like all (q.others)
		  order by c.given_key, c.family_key, c.id
		  limit $3)
		  union
		  (select c.* from clients c, q
		  where c.preferred <> '' and c.preferred_key >= q.lo and c.preferred_key < q.hi and ' ' || c.name_key like all (q.others)
		  order by c.preferred_key, c.family_key, c.id
		  limit $3)
		) hits
		order by family_key, given_key, id
		limit $3`, first, others, found)
}

// listByTypo forgives spelling: the most alike names first.
func listByTypo(ctx context.Context, v *db.View, name string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from clients
		where name_key % fold($1) and similarity(name_key, fold($1)) > 0.4
		order by similarity(name_key, fold($1)) desc, id
		limit 20`, name)
}

func longest(names []string) (first string, rest []string) {
	at := 0
	for i, n := range names {
		if len(n) > len(names[at]) {
			at = i
		}
	}
	return names[at], append(append([]string{}, names[:at]...), names[at+1:]...)
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
