package clients

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
)

const foundColumns = `id, given, family, preferred, birth_date, phone, city`

// A restricted file is found by its exact number only, and then by name of what
// it is: hidden() is true for those to whom it is shut.
const shownColumns = `
		  id, case when hidden(id) then '' else given end as given, case when hidden(id) then 'Restricted file' else family end as family,
		  case when hidden(id) then '' else preferred end as preferred, case when not hidden(id) then birth_date end as birth_date,
		  case when hidden(id) then '' else phone end as phone, case when hidden(id) then '' else city end as city`

func listNewest(ctx context.Context, v *db.View) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from clients
		where not hidden(id)
		order by id desc
		limit $1`, found)
}

// listByNumber reads the number on paper first, then phones by their last digits,
// and those that are kept without the country code that was typed.
func listByNumber(ctx context.Context, v *db.View, digits string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		(select `+shownColumns+`
		from clients
		where length($1) < 16 and id = left($1, 15)::bigint)
		union
		(select `+foundColumns+`
		from clients
		where length($1) >= 4 and phone <> '' and phone_key >= reverse($1) and phone_key < reverse($1) || ':' and not hidden(id)
		order by phone_key
		limit $2)
		union
		(select `+foundColumns+`
		from clients
		where phone <> '' and phone_key = any ($3) and not hidden(id)
		order by phone_key
		limit $2)
		order by family, given, id`, digits, found, withoutCode(digits))
}

func listByBirth(ctx context.Context, v *db.View, births []civil.Date) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from clients
		where birth_date = any ($1::text[]::date[]) and not hidden(id)
		order by family_key, given_key, id
		limit $2`, written(births), found)
}

// listByPrefix takes one word as the beginning of a family, given or preferred
// name. The bounds stand in each range itself, not in a join: only then does
// the planner walk an index in order and stop at the limit.
func listByPrefix(ctx context.Context, v *db.View, word string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from (
		  (select `+foundColumns+`, family_key, given_key from clients
		  where family_key >= fold($1) and family_key < fold($1) || chr(1114111) and not hidden(id)
		  order by family_key, given_key, id
		  limit $2)
		  union
		  (select `+foundColumns+`, family_key, given_key from clients
		  where given_key >= fold($1) and given_key < fold($1) || chr(1114111) and not hidden(id)
		  order by given_key, family_key, id
		  limit $2)
		  union
		  (select `+foundColumns+`, family_key, given_key from clients
		  where preferred <> '' and preferred_key >= fold($1) and preferred_key < fold($1) || chr(1114111) and not hidden(id)
		  order by preferred_key, family_key, id
		  limit $2)
		) hits
		order by family_key, given_key, id
		limit $2`, word, found)
}

// listByPair takes two words as the beginnings of given and family name, in
// either order: a range of one within a range of the other. It serves whoever
// is still typing the second word.
func listByPair(ctx context.Context, v *db.View, one, two string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from (
		  (select `+foundColumns+`, family_key, given_key from clients
		  where family_key >= fold($1) and family_key < fold($1) || chr(1114111)
		    and given_key >= fold($2) and given_key < fold($2) || chr(1114111) and not hidden(id)
		  order by family_key, given_key, id
		  limit $3)
		  union
		  (select `+foundColumns+`, family_key, given_key from clients
		  where given_key >= fold($1) and given_key < fold($1) || chr(1114111)
		    and family_key >= fold($2) and family_key < fold($2) || chr(1114111) and not hidden(id)
		  order by given_key, family_key, id
		  limit $3)
		  union
		  (select `+foundColumns+`, family_key, given_key from clients
		  where preferred <> '' and preferred_key >= fold($1) and preferred_key < fold($1) || chr(1114111)
		    and family_key >= fold($2) and family_key < fold($2) || chr(1114111) and not hidden(id)
		  order by preferred_key, family_key, id
		  limit $3)
		) hits
		order by family_key, given_key, id
		limit $3`, one, two, found)
}

// listByWords takes every word as the beginning of any word of the whole name,
// in any order.
func listByWords(ctx context.Context, v *db.View, names string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		with hits as materialized ( -- or the planner walks the whole alphabet for the first fifty
		  select `+foundColumns+`, family_key, given_key
		  from clients
		  where words(name_key) @@ (
		    select string_agg(format('''%s'':*', w), ' & ')::tsquery
		    from unnest(tsvector_to_array(words(fold($1)))) w) and not hidden(id)
		)
		select `+foundColumns+`
		from hits
		order by family_key, given_key, id
		limit $2`, names, found)
}

// listByTypo forgives spelling: the most alike names first.
func listByTypo(ctx context.Context, v *db.View, name string) ([]Found, error) {
	return db.Many[Found](ctx, v, `
		select `+foundColumns+`
		from clients
		where name_key % fold($1) and similarity(name_key, fold($1)) > 0.4 and not hidden(id)
		order by similarity(name_key, fold($1)) desc, id
		limit 20`, name)
}
