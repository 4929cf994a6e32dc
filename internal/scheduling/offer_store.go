package scheduling

import (
	"context"

	"charthouse/internal/db"
)

// listOffer reads what every form offers. Rooms and equipment are those of the
// wish's location, or of the first one.
func listOffer(ctx context.Context, v *db.View, w Wish) (o Offer, err error) {
	if o.Clinicians, err = listClinicians(ctx, v); err != nil {
		return o, err
	}
	if o.Types, err = db.Many[TypeChoice](ctx, v, `
		select t.id, t.name, t.minutes, coalesce(s.cents, 0) as fee_cents
		from visit_types t
		left join services s on s.id = t.service_id
		where t.closed_at is null
		order by t.name, t.id
		limit 500`); err != nil {
		return o, err
	}
	if o.Sites, err = listSites(ctx, v); err != nil {
		return o, err
	}
	if o.Rooms, err = listPlaces(ctx, v, w.Location, "room"); err != nil {
		return o, err
	}
	o.Equipment, err = listPlaces(ctx, v, w.Location, "equipment")
	return o, err
}

func listClinicians(ctx context.Context, v *db.View) ([]Choice, error) {
	return db.Many[Choice](ctx, v, `
		select s.id, s.name, s.title as more
		from staff s
		join resources r on r.staff_id = s.id
		where s.deactivated_at is null
		order by s.name, s.id
		limit 500`)
}

// listSorts reads those of which there is a place.
func listSorts(ctx context.Context, v *db.View) ([]Choice, error) {
	return db.Many[Choice](ctx, v, `
		select s.id, s.name, '' as more
		from place_sorts s
		where exists (select from places p where p.sort_id = s.id and p.closed_at is null)
		order by s.kind desc, lower(s.name), s.id
		limit 500`)
}

func listPlaces(ctx context.Context, v *db.View, at, kind string) ([]Choice, error) {
	return db.Many[Choice](ctx, v, `
		select p.id, p.name, l.name as more
		from places p
		join locations l on l.id = p.location_id
		join resources r on r.place_id = p.id
		where p.closed_at is null and l.closed_at is null and p.kind = $2 and ($1 = '' or p.location_id::text = $1)
		order by l.id, p.name, p.id
		limit 500`, at, kind)
}

func findName(ctx context.Context, v *db.View) (string, error) {
	return db.Value[string](ctx, v, `
		select trim(coalesce(nullif(preferred, ''), given) || ' ' || family)
		from clients
		where id = $1`, v.Client())
}

func listCoverages(ctx context.Context, v *db.View) ([]Choice, error) {
	return db.Many[Choice](ctx, v, `
		select c.id, p.name, c.plan as more
		from coverages c
		join payers p on p.id = c.payer_id
		where c.client_id = $1 and c.ended_at is null
		order by c.rank, c.id
		limit 10`, v.Client())
}
