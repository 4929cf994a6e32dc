package practice

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertReset(ctx context.Context, tx *db.Tx, s id.Staff, until time.Time) (id.Reset, error) {
	return db.Value[id.Reset](ctx, &tx.View, `
		insert into password_resets (staff_id, requested_at, expires_at)
		values ($1, clock(), $2)
		returning id`, s, until)
}

func setResetToken(ctx context.Context, tx *db.Tx, r id.Reset, hash []byte) error {
	return tx.ExecOne(ctx, `
		update password_resets
		set token_hash = $2
		where id = $1 and used_at is null and expires_at > clock()`, r, hash)
}

type openReset struct {
	Staff       id.Staff
	Name, Email string
}

const openResets = `
	select s.id as staff, s.name, s.email
	from password_resets r
	join staff s on s.id = r.staff_id
	where r.token_hash = $1 and r.used_at is null and r.expires_at > clock() and s.deactivated_at is null`

func findReset(ctx context.Context, v *db.View, hash []byte) (openReset, error) {
	return db.One[openReset](ctx, v, openResets, hash)
}

// useReset sets the password once: of two who hold the link at the same time the
// second finds it used. It closes the person's other links too.
func useReset(ctx context.Context, tx *db.Tx, token []byte, password string) error {
	s, err := db.Value[id.Staff](ctx, &tx.View, `
		update password_resets r
		set used_at = clock()
		from staff s
		where r.token_hash = $1 and r.used_at is null and r.expires_at > clock()
		  and s.id = r.staff_id and s.deactivated_at is null
		returning s.id`, token)
	if err != nil {
		return err
	}
	if err := closeResets(ctx, tx, s); err != nil {
		return err
	}
	return setPassword(ctx, tx, s, password)
}

func closeResets(ctx context.Context, tx *db.Tx, s id.Staff) error {
	_, err := tx.Exec(ctx, `
		update password_resets
		set used_at = clock()
		where staff_id = $1 and used_at is null`, s)
	return err
}
