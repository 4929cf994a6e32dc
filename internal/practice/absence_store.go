package practice

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

const today = `(select today())`

func listAbsences(ctx context.Context, v *db.View) ([]Absence, error) {
	return db.Many[Absence](ctx, v, `
		select a.id, a.staff_id, s.name as staff, a.from_on as from, a.until_on as until, coalesce(i.name, '') as stand_in,
		  a.from_on <= `+today+` as now
		from absences a
		join staff s on s.id = a.staff_id
		left join staff i on i.id = a.stand_in
		where a.until_on >= `+today+`
		order by a.from_on, a.id
		limit 200`)
}

func listColleagues(ctx context.Context, v *db.View) ([]Colleague, error) {
	return db.Many[Colleague](ctx, v, `
		select s.id, s.name, array(select r.role from staff_roles r where r.staff_id = s.id order by r.role) as role_names
		from staff s
		where s.deactivated_at is null
		order by lower(s.name), s.id
		limit 1000`)
}

// fit is whether somebody can stand in: they share a role, and are here.
type fit struct{ Shares, Away bool }

func standsIn(ctx context.Context, v *db.View, a away) (fit, error) {
	return db.One[fit](ctx, v, `
		select exists (
		    select from staff_roles m
		    join staff_roles y on y.role = m.role or m.role in ('front_desk', 'biller') and y.role = 'manager'
		    join staff s on s.id = y.staff_id and s.deactivated_at is null
		    where m.staff_id = $1 and y.staff_id = $2) as shares,
		  exists (
		    select from absences
		    where staff_id = $2 and daterange(from_on, until_on, '[]') && daterange($3, $4, '[]')) as away`,
		a.StaffID, a.StandIn, a.From, a.Until)
}

func insertAbsence(ctx context.Context, tx *db.Tx, a away) (id.Absence, error) {
	n, err := db.Value[id.Absence](ctx, &tx.View, `
		insert into absences (staff_id, from_on, until_on, stand_in)
		values ($1, $2, $3, nullif($4::bigint, 0))
		returning id`, a.StaffID, a.From, a.Until, a.StandIn)
	if db.Broke(err, "absences_overlap") {
		return 0, fault.New(fault.Conflict, "They are away in a part of this time already. Remove that time first, then add the new one.")
	}
	return n, err
}

func whoseAbsence(ctx context.Context, v *db.View, n id.Absence) (id.Staff, error) {
	return db.Value[id.Staff](ctx, v, `
		select staff_id
		from absences
		where id = $1`, n)
}

func deleteAbsence(ctx context.Context, tx *db.Tx, n id.Absence) error {
	return tx.ExecOne(ctx, `
		delete from absences
		where id = $1`, n)
}
