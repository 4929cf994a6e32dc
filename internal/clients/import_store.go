package clients

import (
	"context"
	"encoding/json"
	"fmt"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listImported(ctx context.Context, v *db.View, origins []Origin) ([]Imported, error) {
	sources, types, ids := make([]string, len(origins)), make([]string, len(origins)), make([]string, len(origins))
	for i, o := range origins {
		sources[i], types[i], ids[i] = o.Source, o.Type, o.ResourceID
	}
	return db.Many[Imported](ctx, v, `
		select i.source, i.type, i.resource_id, i.client_id, i.tbl, i.row_id, i.hash
		from unnest($1::text[], $2::text[], $3::text[]) as o (source, type, resource_id)
		join imported i on i.source = o.source and i.type = o.type and i.resource_id = o.resource_id`, sources, types, ids)
}

func listTouched(ctx context.Context, v *db.View, rows []Imported) ([]Origin, error) {
	if len(rows) == 0 {
		return []Origin{}, nil
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, fmt.Errorf("write imported rows as json: %w", err)
	}
	return db.Many[Origin](ctx, v, `
		select r."Source" as source, r."Type" as type, r."ResourceID" as resource_id
		from json_to_recordset($1) as r ("Source" text, "Type" text, "ResourceID" text, "Tbl" text, "RowID" bigint)
		where exists (
		  select from history h
		  join trail t on t.id = h.trail_id
		  where h.tbl = r."Tbl" and h.row_id = r."RowID" and h.op = 'U' and t.verb <> 'import.records'
		    and h.new - array['confirmed_at', 'read_at', 'read_by', 'reader_id', 'verified_at', 'verified_by'] <> '{}')`, string(list))
}

// insertImported fails on imported_pkey where another import was first.
func insertImported(ctx context.Context, tx *db.Tx, list []Imported) error {
	if len(list) == 0 {
		return nil
	}
	rows, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("write imported rows as json: %w", err)
	}
	_, err = tx.Exec(ctx, `
		insert into imported (client_id, source, type, resource_id, tbl, row_id, hash)
		select r."ClientID", r."Source", r."Type", r."ResourceID", r."Tbl", r."RowID", decode(r."Hash", 'base64')
		from json_to_recordset($1) as r ("ClientID" bigint, "Source" text, "Type" text, "ResourceID" text, "Tbl" text,
		  "RowID" bigint, "Hash" text)`, string(rows))
	return err
}

func updateImported(ctx context.Context, tx *db.Tx, list []Imported) error {
	if len(list) == 0 {
		return nil
	}
	rows, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("write imported rows as json: %w", err)
	}
	_, err = tx.Exec(ctx, `
		update imported i
		set hash = decode(r."Hash", 'base64')
		from json_to_recordset($1) as r ("ClientID" bigint, "Source" text, "Type" text, "ResourceID" text, "Hash" text)
		where i.client_id = r."ClientID" and i.source = r."Source" and i.type = r."Type" and i.resource_id = r."ResourceID"`, string(rows))
	return err
}

func listGoneContacts(ctx context.Context, v *db.View, patient Origin, now []string) ([]Imported, error) {
	return db.Many[Imported](ctx, v, `
		select i.source, i.type, i.resource_id, i.client_id, i.tbl, i.row_id, i.hash
		from imported p
		join imported i on i.client_id = p.client_id and i.source = p.source and i.type = p.type
		join contacts c on c.client_id = i.client_id and c.id = i.row_id
		where p.source = $1 and p.type = $2 and p.resource_id = $3
		  and i.tbl = 'contacts' and i.resource_id <> all ($4) and c.ended_at is null`,
		patient.Source, patient.Type, patient.ResourceID, now)
}

func findImportedClient(ctx context.Context, v *db.View, c id.Client) (ClientRecord, error) {
	return db.One[ClientRecord](ctx, v, `
		select given, family, preferred, coalesce(birth_date::text, '') as birth_date, sex, language, phone, email,
		  line1, line2, city, region, postcode, country, marital, race, ethnicity, coalesce(deceased_on::text, '') as deceased_on
		from clients
		where id = $1`, c)
}

func listVerified(ctx context.Context, v *db.View, c id.Client) ([]string, error) {
	return db.Values[string](ctx, v, `
		select field
		from client_facts
		where client_id = $1
		order by field`, c)
}

func insertImportedClient(ctx context.Context, tx *db.Tx, c id.Client, is ClientRecord) error {
	_, err := tx.Exec(ctx, `
		insert into clients (id, given, family, preferred, birth_date, sex, language, phone, email, line1, line2, city,
		  region, postcode, country, marital, race, ethnicity, deceased_on, opened_at)
		values ($1, $2, $3, $4, nullif($5, '')::date, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
		  nullif($19, '')::date, clock())`, is.args(c)...)
	return err
}

func updateImportedClient(ctx context.Context, tx *db.Tx, c id.Client, is ClientRecord) error {
	return tx.ExecOne(ctx, `
		update clients
		set given = $2, family = $3, preferred = $4, birth_date = nullif($5, '')::date, sex = $6, language = $7, phone = $8,
		  email = $9, line1 = $10, line2 = $11, city = $12, region = $13, postcode = $14, country = $15, marital = $16,
		  race = $17, ethnicity = $18, deceased_on = nullif($19, '')::date, version = version + 1
		where id = $1`, is.args(c)...)
}

func (is ClientRecord) args(c id.Client) []any {
	return []any{
		c, is.Given, is.Family, is.Preferred, is.BirthDate, is.Sex, is.Language, is.Phone, is.Email, is.Line1, is.Line2,
		is.City, is.Region, is.Postcode, is.Country, is.Marital, is.Race, is.Ethnicity, is.DeceasedOn,
	}
}

func reserve(ctx context.Context, v *db.View, table string, n int) ([]int64, error) {
	return db.Values[int64](ctx, v, `
		select nextval(pg_get_serial_sequence($1, 'id'))
		from generate_series(1, $2)`, table, n)
}

type rank struct {
	ID   int64
	Rank int
}

func listRanks(ctx context.Context, v *db.View, c id.Client) ([]rank, error) {
	return db.Many[rank](ctx, v, `
		select id, rank
		from coverages
		where client_id = $1 and ended_at is null
		order by rank`, c)
}

func linkResults(ctx context.Context, tx *db.Tx, c id.Client, report int64, observations []int64) error {
	_, err := tx.Exec(ctx, `
		update observations
		set report_id = $2
		where client_id = $1 and id = any ($3) and report_id is distinct from $2`, c, report, observations)
	return err
}

// saveRows sends the rows of one table in one statement: a hundred thousand
// single ones would be a hundred thousand round trips.
func saveRows(ctx context.Context, tx *db.Tx, sql string, c id.Client, source string, rows any) error {
	list, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("write imported rows as json: %w", err)
	}
	_, err = tx.Exec(ctx, sql, c, source, string(list))
	return err
}

// strikeRow ends a row, in the way of its table.
func strikeRow(ctx context.Context, tx *db.Tx, r Imported) error {
	sql, ok := strikes[r.Tbl]
	if !ok {
		return fmt.Errorf("rows of %s are not struck out here", r.Tbl)
	}
	_, err := tx.Exec(ctx, sql, r.ClientID, r.RowID)
	return err
}

var strikes = map[string]string{
	"contacts":      `update contacts set ended_at = clock(), version = version + 1 where client_id = $1 and id = $2 and ended_at is null`,
	"coverages":     `update coverages set ended_at = clock(), version = version + 1 where client_id = $1 and id = $2 and ended_at is null`,
	"allergies":     `update allergies set ended_at = clock(), version = version + 1 where client_id = $1 and id = $2 and ended_at is null`,
	"problems":      `update problems set ended_at = clock(), version = version + 1 where client_id = $1 and id = $2 and ended_at is null`,
	"medications":   `update medications set ended_at = clock(), version = version + 1 where client_id = $1 and id = $2 and ended_at is null`,
	"immunizations": `update immunizations set status = 'entered-in-error' where client_id = $1 and id = $2`,
	"procedures":    `update procedures set status = 'entered-in-error' where client_id = $1 and id = $2`,
	"observations":  `update observations set status = 'entered-in-error' where client_id = $1 and id = $2`,
	"reports":       `update reports set status = 'entered-in-error' where client_id = $1 and id = $2`,
	"documents": `
		update documents
		set withdrawn_at = clock(), withdrawn_why = 'Struck out in the system it came from'
		where client_id = $1 and id = $2 and withdrawn_at is null`,
}
