package practice

import (
	"context"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func named(field, sentence string) *fault.Fault {
	return &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{field: sentence}}
}

var (
	errClocks        = named("zone", "Times are booked here that would read otherwise in this zone, and people were told to come by the present one. Move or cancel them first, or add a location for the new zone.")
	errLocationNamed = named("name", "Another location has this name. Choose a different one.")
	errPlaceNamed    = named("name", "This location already has a place with that name. Choose a different one.")
	errNameTaken     = fault.New(fault.Conflict, "Its name was given to another one meanwhile. Rename that one first.")
)

const locations = `
	select l.id, l.name, l.zone, l.address, l.phone, l.closed_at is not null as closed,
	  (select count(*) from places p where p.location_id = l.id and p.kind = 'room' and p.closed_at is null)::int as rooms,
	  (select count(*) from places p where p.location_id = l.id and p.kind = 'equipment' and p.closed_at is null)::int as equipment,
	  coalesce((select jsonb_agg(jsonb_build_object('day', h.weekday - 1,
	      'from', extract(epoch from h.opens)::int / 60, 'to', extract(epoch from h.closes)::int / 60) order by h.weekday, h.opens)
	    from opening_hours h where h.location_id = l.id), '[]') as opening
	from locations l `

type locationRow struct {
	ID               id.Location
	Name, Zone       string
	Address, Phone   string
	Closed           bool
	Rooms, Equipment int
	Opening          []struct{ Day, From, To int }
}

func (r locationRow) location() Location {
	l := Location{ID: r.ID, Name: r.Name, Zone: r.Zone, Address: r.Address, Phone: r.Phone, Closed: r.Closed, Rooms: r.Rooms, Equipment: r.Equipment}
	for _, o := range r.Opening {
		l.Days[o.Day] = append(l.Days[o.Day], civil.Hours{From: o.From, To: o.To})
	}
	return l
}

func listLocations(ctx context.Context, v *db.View) ([]Location, error) {
	rows, err := db.Many[locationRow](ctx, v, locations+`order by l.closed_at is not null, lower(l.name), l.id limit 200`)
	out := make([]Location, len(rows))
	for i, r := range rows {
		out[i] = r.location()
	}
	return out, err
}

func findLocation(ctx context.Context, v *db.View, n id.Location) (Location, error) {
	r, err := db.One[locationRow](ctx, v, locations+`where l.id = $1`, n)
	return r.location(), err
}

func insertLocation(ctx context.Context, tx *db.Tx, f LocationForm) (id.Location, error) {
	n, err := db.Value[id.Location](ctx, &tx.View, `
		insert into locations (name, zone, address, phone)
		values ($1, $2, $3, $4)
		returning id`, f.Name, f.Zone, f.Address, f.Phone)
	if db.Broke(err, "locations_name") {
		return 0, errLocationNamed
	}
	return n, err
}

func updateLocation(ctx context.Context, tx *db.Tx, n id.Location, f LocationForm) error {
	err := tx.ExecOne(ctx, `
		update locations
		set name = $2, zone = $3, address = $4, phone = $5
		where id = $1`, n, f.Name, f.Zone, f.Address, f.Phone)
	switch {
	case db.Broke(err, "locations_name"):
		return errLocationNamed
	case db.Broke(err, "location_clocks"):
		return errClocks
	}
	return err
}

func setOpening(ctx context.Context, tx *db.Tx, n id.Location, days [7][]civil.Hours) error {
	_, err := tx.Exec(ctx, `
		delete from opening_hours
		where location_id = $1`, n)
	if err != nil {
		return err
	}
	var rows [][]any
	for day, spans := range days {
		for _, h := range spans {
			rows = append(rows, []any{n, day + 1, h.Opens(), h.Closes()})
		}
	}
	return tx.ExecMany(ctx, `
		insert into opening_hours (location_id, weekday, opens, closes)
		values ($1, $2, $3::text::time, $4::text::time)`, rows)
}

func closeLocation(ctx context.Context, tx *db.Tx, n id.Location, closed bool) error {
	err := tx.ExecOne(ctx, `
		update locations
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "locations_name") {
		return errNameTaken
	}
	return err
}
