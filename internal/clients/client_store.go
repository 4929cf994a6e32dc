package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func findClient(ctx context.Context, v *db.View) (Client, error) {
	return db.One[Client](ctx, v, `
		select id, given, family, preferred, birth_date, sex, pronouns, language, interpreter, phone, email, prefers, reminders, texts_agreed, zone,
		  line1, line2, city, region, postcode, country, deceased_on, opened_at, version,
		  exists (select from restrictions r where r.client_id = clients.id and r.lifted_at is null) as restricted
		from clients
		where id = $1`, v.Client())
}

func insertClient(ctx context.Context, tx *db.Tx, c Client) error {
	_, err := tx.Exec(ctx, `
		insert into clients (id, given, family, preferred, birth_date, sex, pronouns, language, interpreter, phone,
		  email, prefers, line1, line2, city, region, postcode, country, reminders, texts_agreed, zone, opened_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, clock())`,
		c.ID, c.Given, c.Family, c.Preferred, c.BirthDate, c.Sex, c.Pronouns, c.Language, c.Interpreter, c.Phone,
		c.Email, c.Prefers, c.Line1, c.Line2, c.City, c.Region, c.Postcode, c.Country, c.Reminders, c.TextsAgreed, c.Zone)
	return err
}

func updateClient(ctx context.Context, tx *db.Tx, c Client) error {
	return tx.ExecOne(ctx, `
		update clients
		set given = $2, family = $3, preferred = $4, birth_date = $5, sex = $6, pronouns = $7, language = $8,
		  interpreter = $9, phone = $10, email = $11, prefers = $12, line1 = $13, line2 = $14, city = $15,
		  region = $16, postcode = $17, country = $18, reminders = $19, texts_agreed = $20, zone = $21, version = version + 1
		where id = $1`,
		tx.Client(), c.Given, c.Family, c.Preferred, c.BirthDate, c.Sex, c.Pronouns, c.Language,
		c.Interpreter, c.Phone, c.Email, c.Prefers, c.Line1, c.Line2, c.City, c.Region, c.Postcode, c.Country, c.Reminders, c.TextsAgreed, c.Zone)
}

// verify remembers where the values of the columns came from.
func verify(ctx context.Context, tx *db.Tx, columns []string, source string) error {
	return verifyOf(ctx, tx, tx.Client(), columns, source)
}

// verifyOf is verify in an act of several files.
func verifyOf(ctx context.Context, tx *db.Tx, client id.Client, columns []string, source string) error {
	var sets [][]any
	for _, c := range columns {
		sets = append(sets, []any{client, c, source, tx.Who().Name()})
	}
	return tx.ExecMany(ctx, `
		insert into client_facts (client_id, field, source, verified_at, verified_by)
		values ($1, $2, $3, clock(), $4)
		on conflict (client_id, field) do update
		set source = excluded.source, verified_at = excluded.verified_at, verified_by = excluded.verified_by`, sets)
}

func listFacts(ctx context.Context, v *db.View) ([]Fact, error) {
	return db.Many[Fact](ctx, v, `
		select field, source, verified_at, verified_by
		from client_facts
		where client_id = $1 and field not like 'coverage:%'
		order by field
		limit 100`, v.Client())
}
