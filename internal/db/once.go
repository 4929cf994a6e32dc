package db

import (
	"context"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/fault"
)

// effect runs do once per posted form and settles the act's files, or the
// practice where the act is in none.
func effect(ctx context.Context, tx *Tx, do func(*Tx) (int64, error)) (int64, error) {
	made, repeated, err := tx.claim(ctx)
	if err != nil || repeated {
		return made, err
	}
	if made, err = do(tx); err != nil {
		return 0, orNoFile(err)
	}
	if err := tx.stamp(ctx, made); err != nil || tx.calm {
		return made, err
	}
	return made, tx.settle(ctx)
}

// claim takes the key of the posted form. Repeated is true when it was taken
// before by the same form; another form with the same key is refused.
func (t *Tx) claim(ctx context.Context) (made int64, repeated bool, err error) {
	post := t.who.Post()
	if post.Key == "" {
		return 0, false, nil
	}
	var fresh, same bool
	var was *int64
	err = t.tx.QueryRow(ctx, `select fresh, same, made from claim_form($1, $2, $3, $4)`,
		t.who.Key(), post.Key, string(t.act.Verb()), post.Hash).Scan(&fresh, &same, &was)
	switch {
	case err != nil:
		return 0, false, fmt.Errorf("claim the form's key: %w", err)
	case fresh:
		return 0, false, nil
	case !same:
		return 0, false, fault.New(fault.Conflict, "This form was already sent with other answers. Open the page again and send it once more.")
	case was != nil:
		made = *was
	}
	return made, true, nil
}

// Repeats is true of a form that was sent before with the same answers and had its
// effect: what it was filled in on may be another by now, by its own doing.
func (d *DB) Repeats(ctx context.Context, who access.Actor) (again bool, err error) {
	post := who.Post()
	if post.Key == "" {
		return false, nil
	}
	err = d.pool.QueryRow(ctx, `select exists (select from form_posts where actor = $1 and key = $2 and hash = $3)`,
		who.Key(), post.Key, post.Hash).Scan(&again)
	if err != nil {
		return false, fmt.Errorf("look for the form's key: %w", err)
	}
	return again, nil
}

func (t *Tx) stamp(ctx context.Context, made int64) error {
	if t.who.Post().Key == "" || made == 0 {
		return nil
	}
	_, err := t.tx.Exec(ctx, `update form_posts set outcome = $4 where actor = $1 and key = $2 and verb = $3`,
		t.who.Key(), t.who.Post().Key, string(t.act.Verb()), made)
	if err != nil {
		return fmt.Errorf("keep the form's outcome: %w", err)
	}
	return nil
}
