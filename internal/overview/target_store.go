package overview

import (
	"context"

	"charthouse/internal/db"
)

func findTargets(ctx context.Context, v *db.View) (map[string]int, error) {
	set, err := db.Many[Target](ctx, v, `
		select kind, hours
		from targets`)
	hours := map[string]int{}
	for _, t := range Targets {
		hours[t.Kind] = t.Preset
	}
	for _, t := range set {
		hours[t.Kind] = t.Hours
	}
	return hours, err
}

func setTarget(ctx context.Context, tx *db.Tx, t Target) error {
	err := tx.ExecOne(ctx, `
		insert into targets (kind, hours)
		values ($1, $2)
		on conflict (kind) do update
		set hours = $2`, t.Kind, t.Hours)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `select look_again($1)`, t.Kind)
	return err
}
