package practice

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listImportedDirectory(ctx context.Context, v *db.View, list []*Outside) (map[[3]string]importedOutside, error) {
	sources, types, ids := make([]string, len(list)), make([]string, len(list)), make([]string, len(list))
	for i, o := range list {
		sources[i], types[i], ids[i] = o.Source, o.Type, o.ResourceID
	}
	rows, err := db.Many[importedOutside](ctx, v, `
		select d.source, d.type, d.resource_id, d.directory_id, d.hash
		from unnest($1::text[], $2::text[], $3::text[]) as o (source, type, resource_id)
		join imported_directory d on d.source = o.source and d.type = o.type and d.resource_id = o.resource_id`, sources, types, ids)
	found := map[[3]string]importedOutside{}
	for _, r := range rows {
		found[[3]string{r.Source, r.Type, r.ResourceID}] = r
	}
	return found, err
}

func insertOutside(ctx context.Context, tx *db.Tx, o *Outside) error {
	n, err := db.Value[id.Outside](ctx, &tx.View, `
		insert into directory (kind, name, npi, phone, address)
		values ($1, $2, $3, $4, $5)
		returning id`, o.Kind, o.Name, o.NPI, o.Phone, o.Address)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		insert into imported_directory (source, type, resource_id, directory_id, hash)
		values ($1, $2, $3, $4, $5)`, o.Source, o.Type, o.ResourceID, n, o.Hash)
	return err
}

func updateOutside(ctx context.Context, tx *db.Tx, n id.Outside, o *Outside) error {
	err := tx.ExecOne(ctx, `
		update directory
		set kind = $2, name = $3, npi = $4, phone = $5, address = $6
		where id = $1`, n, o.Kind, o.Name, o.NPI, o.Phone, o.Address)
	if err != nil {
		return err
	}
	return tx.ExecOne(ctx, `
		update imported_directory
		set hash = $4
		where source = $1 and type = $2 and resource_id = $3`, o.Source, o.Type, o.ResourceID, o.Hash)
}

func findOutsideName(ctx context.Context, v *db.View, source, kind, resource string) (string, error) {
	return db.Value[string](ctx, v, `
		select d.name
		from imported_directory i
		join directory d on d.id = i.directory_id
		where i.source = $1 and i.type = $2 and i.resource_id = $3`, source, kind, resource)
}

func findZone(ctx context.Context, v *db.View) (string, error) {
	return db.Value[string](ctx, v, `
		select coalesce(max(zone), 'UTC')
		from practice`)
}
