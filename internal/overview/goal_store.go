package overview

import (
	"context"

	"charthouse/internal/db"
)

type goalRow struct {
	Measure string
	Goal    float64
}

func listGoals(ctx context.Context, v *db.View) ([]goalRow, error) {
	return db.Many[goalRow](ctx, v, `
		select measure, goal::float8 as goal
		from measure_targets`)
}

func setGoal(ctx context.Context, tx *db.Tx, measure string, goal float64) error {
	return tx.ExecOne(ctx, `
		insert into measure_targets (measure, goal)
		values ($1, $2)
		on conflict (measure) do update
		set goal = $2`, measure, goal)
}

func forgetGoal(ctx context.Context, tx *db.Tx, measure string) error {
	_, err := tx.Exec(ctx, `
		delete from measure_targets
		where measure = $1`, measure)
	return err
}
