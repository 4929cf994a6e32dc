package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listNotices(ctx context.Context, v *db.View) ([]Notice, error) {
	return db.Many[Notice](ctx, v, `
		select n.id, n.client_id, called(c) as client, hidden(c.id) as hidden, b.kind, coalesce(o.name, '') as owner, b.fixer, u.whom,
		  n.at, n.read_at is null as new, b.cleared_at as cleared
		from notices n
		join nudges u on u.client_id = n.client_id and u.id = n.nudge_id
		join blockers b on b.client_id = u.client_id and b.id = u.blocker_id
		join clients c on c.id = n.client_id
		left join staff o on o.id = coalesce(b.assigned_to, b.owner_id)
		where n.staff_id = $1 and b.verb = any ($2)
		order by n.at desc, n.id desc
		limit 100`, v.Who().Staff(), v.Who().Roles().Verbs())
}

func readNotices(ctx context.Context, tx *db.Tx, newest id.Notice) error {
	_, err := tx.Exec(ctx, `
		update notices
		set read_at = clock()
		where staff_id = $1 and read_at is null and id <= $2`, tx.Who().Staff(), newest)
	return err
}
