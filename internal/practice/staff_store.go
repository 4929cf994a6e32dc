package practice

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

const people = `
	select s.id, s.name, s.email, s.title, s.npi, s.single_keys, s.licence, s.licence_until,
	  s.deactivated_at is null as active, s.password_hash is not null as has_password,
	  array(select r.role from staff_roles r where r.staff_id = s.id order by r.role) as roles
	from staff s `

func listPeople(ctx context.Context, v *db.View) ([]Person, error) {
	return db.Many[Person](ctx, v, people+`order by s.deactivated_at is not null, lower(s.name), s.id limit 1000`)
}

func findPerson(ctx context.Context, v *db.View, n id.Staff) (Person, error) {
	return db.One[Person](ctx, v, people+`where s.id = $1`, n)
}

func insertPerson(ctx context.Context, tx *db.Tx, f StaffForm, hash string) (id.Staff, error) {
	n, err := db.Value[id.Staff](ctx, &tx.View, `
		insert into staff (name, email, title, npi, password_hash, licence, licence_until)
		values ($1, $2, $3, $4, nullif($5, ''), $6, nullif($7, '')::date)
		returning id`, f.Name, f.Email, f.Title, f.NPI, hash, f.Licence, f.LicenceUntil)
	if db.Broke(err, "staff_email") {
		return 0, errEmailTaken
	}
	return n, err
}

func updatePerson(ctx context.Context, tx *db.Tx, n id.Staff, f StaffForm) error {
	err := tx.ExecOne(ctx, `
		update staff
		set name = $2, email = $3, title = $4, npi = $5, licence = $6, licence_until = nullif($7, '')::date
		where id = $1`, n, f.Name, f.Email, f.Title, f.NPI, f.Licence, f.LicenceUntil)
	if db.Broke(err, "staff_email") {
		return errEmailTaken
	}
	return err
}

func setNPI(ctx context.Context, tx *db.Tx, n id.Staff, npi string) error {
	return tx.ExecOne(ctx, `
		update staff
		set npi = $2
		where id = $1`, n, npi)
}

// setRoles leaves the person with these roles. A clinician can be booked, and
// stays a resource when the role goes: past bookings hold it.
func setRoles(ctx context.Context, tx *db.Tx, n id.Staff, roles []string) error {
	_, err := tx.Exec(ctx, `
		delete from staff_roles
		where staff_id = $1 and not role = any ($2)`, n, roles)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		insert into staff_roles (staff_id, role)
		select $1, unnest($2::text[])
		on conflict do nothing`, n, roles)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		insert into resources (staff_id)
		select r.staff_id
		from staff_roles r
		where r.staff_id = $1 and r.role = 'clinician'
		on conflict do nothing`, n)
	return err
}

func countOwners(ctx context.Context, v *db.View) (int, error) {
	return db.Value[int](ctx, v, `
		select count(*)::int
		from staff_roles r
		join staff s on s.id = r.staff_id
		where r.role = 'owner' and s.deactivated_at is null`)
}

func deactivate(ctx context.Context, tx *db.Tx, n id.Staff) error {
	return tx.ExecOne(ctx, `
		update staff
		set deactivated_at = coalesce(deactivated_at, clock()),
		  session_epoch = session_epoch + case when deactivated_at is null then 1 else 0 end
		where id = $1`, n)
}

func reactivate(ctx context.Context, tx *db.Tx, n id.Staff) error {
	return tx.ExecOne(ctx, `
		update staff
		set deactivated_at = null
		where id = $1`, n)
}

func setSingleKeys(ctx context.Context, tx *db.Tx, n id.Staff, on bool) error {
	return tx.ExecOne(ctx, `
		update staff
		set single_keys = $2
		where id = $1`, n, on)
}
