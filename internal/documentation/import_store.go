package docs

import (
	"context"

	"charthouse/internal/db"
)

func countCodes(ctx context.Context, v *db.View) (int, error) {
	return db.Value[int](ctx, v, `select count(*) from diagnosis_codes`)
}

// storeCodes answers how many were created and how many got another value; rows
// that are the same already are not written.
func storeCodes(ctx context.Context, tx *db.Tx, rows []Code) (created, updated int, err error) {
	codes, labels, billable := make([]string, len(rows)), make([]string, len(rows)), make([]bool, len(rows))
	for i, r := range rows {
		codes[i], labels[i], billable[i] = r.Code, r.Label, r.Billable
	}
	type counts struct{ Created, Updated int }
	n, err := db.One[counts](ctx, &tx.View, `
		with list as (
		  select * from unnest($1::text[], $2::text[], $3::boolean[]) as l (code, label, billable)
		), was as (
		  select d.code, (d.label, d.billable) is distinct from (l.label, l.billable) as differs
		  from list l
		  join diagnosis_codes d on d.code = l.code
		), stored as (
		  insert into diagnosis_codes (code, label, billable)
		  select l.code, l.label, l.billable
		  from list l
		  left join was on was.code = l.code
		  where was.code is null or was.differs
		  on conflict (code) do update
		  set label = excluded.label, billable = excluded.billable
		)
		select (select count(*) from list) - (select count(*) from was) as created,
		  (select count(*) from was where differs) as updated`, codes, labels, billable)
	return n.Created, n.Updated, err
}

// retireCodes closes the codes that are not among these.
func retireCodes(ctx context.Context, tx *db.Tx, codes []string) (int, error) {
	n, err := tx.Exec(ctx, `
		update diagnosis_codes d
		set billable = false
		where d.billable and not exists (
		  select from unnest($1::text[]) l (code)
		  where l.code = d.code
		)`, codes)
	return int(n), err
}
