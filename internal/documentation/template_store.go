package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var errTemplateNamed = &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{
	"name": "Another template has this name. Choose a different one, or close the other.",
}}

const templates = `
	select t.id, t.name, t.sections, t.closed_at is not null as closed
	from note_templates t `

func listTemplates(ctx context.Context, v *db.View) ([]Template, error) {
	return db.Many[Template](ctx, v, templates+`order by t.closed_at is not null, lower(t.name), t.id limit 500`)
}

func findTemplate(ctx context.Context, v *db.View, n id.Template) (Template, error) {
	return db.One[Template](ctx, v, templates+`where t.id = $1`, n)
}

func insertTemplate(ctx context.Context, tx *db.Tx, name string, sections []Section) (id.Template, error) {
	n, err := db.Value[id.Template](ctx, &tx.View, `
		insert into note_templates (name, sections)
		values ($1, $2)
		returning id`, name, sections)
	if db.Broke(err, "note_templates_name") {
		return 0, errTemplateNamed
	}
	return n, err
}

func updateTemplate(ctx context.Context, tx *db.Tx, n id.Template, name string, sections []Section) error {
	err := tx.ExecOne(ctx, `
		update note_templates
		set name = $2, sections = $3
		where id = $1`, n, name, sections)
	if db.Broke(err, "note_templates_name") {
		return errTemplateNamed
	}
	return err
}

func closeTemplate(ctx context.Context, tx *db.Tx, n id.Template, closed bool) error {
	err := tx.ExecOne(ctx, `
		update note_templates
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "note_templates_name") {
		return fault.New(fault.Conflict, "Its name was given to another template meanwhile. Rename that one first.")
	}
	return err
}
