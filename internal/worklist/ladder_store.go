package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
)

func listLadders(ctx context.Context, v *db.View) ([]string, error) {
	return db.Values[string](ctx, v, `
		select kind
		from ladders
		order by kind`)
}

func listSteps(ctx context.Context, v *db.View) ([]Step, error) {
	return db.Many[Step](ctx, v, `
		select s.kind, s.nth, s.hours, s.whom, coalesce(s.staff_id, 0) as staff, coalesce(p.name, '') as name, s.by_mail
		from promise_steps s
		left join staff p on p.id = s.staff_id
		order by s.kind, s.nth`)
}

func deleteLadder(ctx context.Context, tx *db.Tx, kind string) error {
	_, err := tx.Exec(ctx, `
		delete from ladders
		where kind = $1`, kind)
	return err
}

func replaceLadder(ctx context.Context, tx *db.Tx, kind string, steps []Step) error {
	_, err := tx.Exec(ctx, `
		insert into ladders (kind)
		values ($1)
		on conflict do nothing`, kind)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		delete from promise_steps
		where kind = $1`, kind)
	if err != nil {
		return err
	}
	var rows [][]any
	for _, s := range steps {
		rows = append(rows, []any{kind, s.Nth, s.Hours, string(s.Whom), s.Staff, s.ByMail})
	}
	err = tx.ExecMany(ctx, `
		insert into promise_steps (kind, nth, hours, whom, staff_id, by_mail)
		values ($1, $2, $3, $4, nullif($5::bigint, 0), $6)`, rows)
	if db.Broke(err, "promise_steps_staff_id_fkey") {
		return fault.New(fault.Invalid, "The person of one step does not work here any more. Choose somebody else.")
	}
	return err
}
