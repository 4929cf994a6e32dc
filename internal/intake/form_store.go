package intake

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var errFormNamed = &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{
	"name": "Another form has this name. Choose a different one, or close the other.",
}}

const forms = `
	select f.id, f.name, n.id as version, n.number, n.definition, n.published_at, f.closed_at is not null as closed
	from forms f
	join lateral (
	  select v.id, v.number, v.definition, v.published_at
	  from form_versions v
	  where v.form_id = f.id
	  order by v.number desc
	  limit 1
	) n on true `

func listForms(ctx context.Context, v *db.View) ([]Form, error) {
	return db.Many[Form](ctx, v, forms+`order by f.closed_at is not null, lower(f.name), f.id limit 500`)
}

func findForm(ctx context.Context, v *db.View, n id.Form) (Form, error) {
	return db.One[Form](ctx, v, forms+`where f.id = $1`, n)
}

func insertForm(ctx context.Context, tx *db.Tx, name string) (id.Form, error) {
	n, err := db.Value[id.Form](ctx, &tx.View, `
		insert into forms (name)
		values ($1)
		returning id`, name)
	if db.Broke(err, "forms_name") {
		return 0, errFormNamed
	}
	return n, err
}

func renameForm(ctx context.Context, tx *db.Tx, n id.Form, name string) error {
	err := tx.ExecOne(ctx, `
		update forms
		set name = $2
		where id = $1`, n, name)
	if db.Broke(err, "forms_name") {
		return errFormNamed
	}
	return err
}

func insertVersion(ctx context.Context, tx *db.Tx, n id.Form, d Definition) error {
	return tx.ExecOne(ctx, `
		insert into form_versions (form_id, number, definition, published_at)
		select $1, coalesce(max(v.number), 0) + 1, $2, clock()
		from form_versions v
		where v.form_id = $1`, n, d)
}

func sameAsNewest(ctx context.Context, tx *db.Tx, n id.Form, d Definition) (bool, error) {
	return db.Value[bool](ctx, &tx.View, `
		select v.definition = $2::jsonb
		from form_versions v
		where v.form_id = $1
		order by v.number desc
		limit 1`, n, d)
}

func closeForm(ctx context.Context, tx *db.Tx, n id.Form, closed bool) error {
	err := tx.ExecOne(ctx, `
		update forms
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "forms_name") {
		return fault.New(fault.Conflict, "Another form took this name meanwhile. Rename that one first.")
	}
	return err
}
