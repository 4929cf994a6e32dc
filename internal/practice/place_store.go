package practice

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

const places = `
	select p.id, p.location_id, l.name as location_name, p.name, p.kind, coalesce(s.name, '') as sort, p.closed_at is not null as closed
	from places p
	join locations l on l.id = p.location_id
	left join place_sorts s on s.id = p.sort_id `

func listPlaces(ctx context.Context, v *db.View) ([]Place, error) {
	return db.Many[Place](ctx, v, places+`order by p.closed_at is not null, lower(l.name), p.kind desc, lower(p.name), p.id limit 1000`)
}

func findPlace(ctx context.Context, v *db.View, n id.Place) (Place, error) {
	return db.One[Place](ctx, v, places+`where p.id = $1`, n)
}

func listSorts(ctx context.Context, v *db.View) ([]Sort, error) {
	return db.Many[Sort](ctx, v, `
		select id, name, kind
		from place_sorts
		order by kind desc, lower(name), id
		limit 500`)
}

// sortOf answers the sort of that name, which is added where there is none yet.
func sortOf(ctx context.Context, tx *db.Tx, f PlaceForm) (id.Sort, error) {
	if f.Sort == "" {
		return 0, nil
	}
	_, err := tx.Exec(ctx, `
		insert into place_sorts (name, kind)
		values ($1, $2)
		on conflict (kind, lower(name)) do nothing`, f.Sort, f.Kind)
	if err != nil {
		return 0, err
	}
	return db.Value[id.Sort](ctx, &tx.View, `
		select id
		from place_sorts
		where kind = $2 and lower(name) = lower($1)`, f.Sort, f.Kind)
}

func insertPlace(ctx context.Context, tx *db.Tx, l id.Location, f PlaceForm) (id.Place, error) {
	sort, err := sortOf(ctx, tx, f)
	if err != nil {
		return 0, err
	}
	n, err := db.Value[id.Place](ctx, &tx.View, `
		insert into places (location_id, name, kind, sort_id)
		values ($1, $2, $3, nullif($4::bigint, 0))
		returning id`, l, f.Name, f.Kind, sort)
	switch {
	case db.Broke(err, "places_name"):
		return 0, errPlaceNamed
	case db.Broke(err, "places_location_id_fkey"):
		return 0, named("location", "There is no such location. Choose one of the list.")
	case err != nil:
		return 0, err
	}
	return n, tx.ExecOne(ctx, `
		insert into resources (place_id)
		values ($1)`, n)
}

func updatePlace(ctx context.Context, tx *db.Tx, n id.Place, f PlaceForm) error {
	sort, err := sortOf(ctx, tx, f)
	if err != nil {
		return err
	}
	err = tx.ExecOne(ctx, `
		update places
		set name = $2, kind = $3, sort_id = nullif($4::bigint, 0)
		where id = $1`, n, f.Name, f.Kind, sort)
	if db.Broke(err, "places_name") {
		return errPlaceNamed
	}
	return err
}

func closePlace(ctx context.Context, tx *db.Tx, n id.Place, closed bool) error {
	err := tx.ExecOne(ctx, `
		update places
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "places_name") {
		return errNameTaken
	}
	return err
}
