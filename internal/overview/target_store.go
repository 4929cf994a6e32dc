package overview

import (
	"context"

	"charthouse/internal/db"
)

func findTargets(ctx context.Context, v *db.View) (map[string]Target, error) {
	set, err := db.Many[Target](ctx, v, `
		select kind, hours, percent
		from targets`)
	out := map[string]Target{}
	for _, t := range Targets {
		out[t.Kind] = Target{t.Kind, t.Preset, promised}
	}
	for _, t := range set {
		out[t.Kind] = t
	}
	return out, err
}

func setTarget(ctx context.Context, tx *db.Tx, t Target, again bool) error {
	err := tx.ExecOne(ctx, `
		insert into targets (kind, hours, percent)
		values ($1, $2, $3)
		on conflict (kind) do update
		set hours = $2, percent = $3`, t.Kind, t.Hours, t.Percent)
	if err != nil || !again {
		return err
	}
	_, err = tx.Exec(ctx, `select look_again($1)`, t.Kind)
	return err
}
