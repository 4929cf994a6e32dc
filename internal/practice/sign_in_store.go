package practice

import (
	"context"
	"errors"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// account is what the door needs to know of a person. Without one it is empty.
type account struct {
	ID           id.Staff
	Name         string
	Email        string
	PasswordHash string
	SessionEpoch int
	Active       bool
	Roles        []string
}

const accounts = `
	select s.id, s.name, s.email, coalesce(s.password_hash, '') as password_hash, s.session_epoch,
	  s.deactivated_at is null as active,
	  array(select r.role from staff_roles r where r.staff_id = s.id order by r.role) as roles
	from staff s `

func accountOf(ctx context.Context, v *db.View, email string) (account, error) {
	a, err := db.One[account](ctx, v, accounts+`where s.email = $1`, email)
	if errors.Is(err, db.ErrNone) {
		return account{}, nil
	}
	return a, err
}

func findAccount(ctx context.Context, v *db.View, s id.Staff) (account, error) {
	return db.One[account](ctx, v, accounts+`where s.id = $1`, s)
}

// role is the set of the roles held. A name that is unknown holds nothing.
func (a account) role() access.Role { return roleSet(a.Roles) }

func setPassword(ctx context.Context, tx *db.Tx, s id.Staff, hash string) error {
	return tx.ExecOne(ctx, `
		update staff
		set password_hash = $2, session_epoch = session_epoch + 1
		where id = $1`, s, hash)
}

func endSessions(ctx context.Context, tx *db.Tx, s id.Staff) error {
	return tx.ExecOne(ctx, `
		update staff
		set session_epoch = session_epoch + 1
		where id = $1`, s)
}
