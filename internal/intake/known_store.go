package intake

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// known is the row of what a file says of its client, their emergency contact
// and who pays first.
type knownRow struct {
	Values   map[string]string
	Contact  bool
	Coverage bool
}

func findKnown(ctx context.Context, v *db.View) (Known, error) {
	row, err := db.One[knownRow](ctx, v, `
		select jsonb_strip_nulls(jsonb_build_object(
		    'given', nullif(c.given, ''), 'family', nullif(c.family, ''), 'preferred', nullif(c.preferred, ''),
		    'birth_date', c.birth_date::text, 'sex', nullif(c.sex, 'unknown'), 'pronouns', nullif(c.pronouns, ''), 'language', nullif(c.language, ''),
		    'phone', nullif(c.phone, ''), 'email', nullif(c.email, ''), 'line1', nullif(c.line1, ''), 'line2', nullif(c.line2, ''), 'city', nullif(c.city, ''),
		    'region', nullif(c.region, ''), 'postcode', nullif(c.postcode, ''), 'country', nullif(c.country, ''), 'marital', nullif(c.marital, ''),
		    'contact.name', k.name, 'contact.relation', nullif(k.relation, ''), 'contact.phone', nullif(k.phone, ''),
		    'coverage.plan', nullif(g.plan, ''), 'coverage.member_number', nullif(g.member_number, ''), 'coverage.group_number', nullif(g.group_number, ''),
		    'coverage.subscriber', nullif(g.subscriber, ''), 'coverage.subscriber_birth', g.subscriber_birth::text)) as values,
		  k.id is not null as contact, g.id is not null as coverage
		from clients c
		left join lateral (
		  select id, name, relation, phone
		  from contacts
		  where client_id = $1 and emergency and ended_at is null
		  order by bill_payer desc, id
		  limit 1
		) k on true
		left join lateral (
		  select id, plan, member_number, group_number, subscriber, subscriber_birth
		  from coverages
		  where client_id = $1 and ended_at is null
		  order by rank, id
		  limit 1
		) g on true
		where c.id = $1`, v.Client())
	return Known{Values: row.Values, Contact: row.Contact, Coverage: row.Coverage}, err
}

// nameKey is the SQL for the key of a name: case, accents and white space do not
// count, so that Metformin 1g is Metformin 1 g. Accepting asks the same of the file.
func nameKey(name string) string { return `fold(regexp_replace(` + name + `, '\s', '', 'g'))` }

func listAllergies(ctx context.Context, v *db.View) ([]KnownRow, error) {
	return db.Many[KnownRow](ctx, v, `
		select id::text, substance as name, reaction as how, `+nameKey("substance")+` as key
		from allergies
		where client_id = $1 and ended_at is null
		order by lower(substance), allergies.id
		limit 200`, v.Client())
}

func listMedicines(ctx context.Context, v *db.View) ([]KnownRow, error) {
	return db.Many[KnownRow](ctx, v, `
		select id::text, name, directions as how, `+nameKey("name")+` as key
		from medications
		where client_id = $1 and ended_at is null
		order by lower(name), medications.id
		limit 200`, v.Client())
}

// keysOf are the keys of the names, in their order.
func keysOf(ctx context.Context, v *db.View, names []string) ([]string, error) {
	return db.Value[[]string](ctx, v, `
		select array(select `+nameKey("name")+` from unnest($1::text[]) with ordinality as n (name, nth) order by nth)`, names)
}

// fact is since when a value is known.
type fact struct {
	Field string
	At    time.Time
}

func listSince(ctx context.Context, v *db.View) (map[string]time.Time, error) {
	list, err := db.Many[fact](ctx, v, `
		select field, verified_at as at
		from client_facts
		where client_id = $1
		union all
		select 'coverage', max(verified_at)
		from coverages
		where client_id = $1 and ended_at is null and verified_at is not null
		having max(verified_at) is not null
		order by field`, v.Client())
	out := make(map[string]time.Time, len(list))
	for _, f := range list {
		out[f.Field] = f.At
	}
	return out, err
}

// readKnown reads all of it, in a number of queries that does not grow.
func readKnown(ctx context.Context, v *db.View) (k Known, err error) {
	if k, err = findKnown(ctx, v); err != nil {
		return k, err
	}
	if k.Since, err = listSince(ctx, v); err != nil {
		return k, err
	}
	if k.Allergies, err = listAllergies(ctx, v); err != nil {
		return k, err
	}
	k.Medicines, err = listMedicines(ctx, v)
	return k, err
}
