package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func isShut(ctx context.Context, v *db.View) (bool, error) {
	return db.Value[bool](ctx, v, `
		select shut(id, nullif($2::bigint, 0))
		from clients
		where id = $1`, v.Client(), v.Who().Staff())
}

func insertGlass(ctx context.Context, tx *db.Tx, reason string) error {
	return tx.ExecOne(ctx, `
		insert into glass (client_id, staff_id, reason, opened_at, until)
		values ($1, $2, $3, clock(), clock() + make_interval(secs => $4))`,
		tx.Client(), tx.Who().Staff(), reason, GlassLasts.Seconds())
}

func findOpening(ctx context.Context, v *db.View, g id.Glass) (Opening, error) {
	return db.One[Opening](ctx, v, `
		select g.id, g.staff_id, s.name as staff, g.reason, g.opened_at, g.until, g.reviewed_at, coalesce(r.name, '') as reviewed_by, g.review
		from glass g
		join staff s on s.id = g.staff_id
		left join staff r on r.id = g.reviewed_by
		where g.client_id = $1 and g.id = $2`, v.Client(), g)
}

// listDeeds reads from the trail what was done in the file while it stood open.
func listDeeds(ctx context.Context, v *db.View, o Opening) ([]Deed, error) {
	return db.Many[Deed](ctx, v, `
		select verb, count(*)::int as times, (count(*) filter (where not allowed))::int as refused, min(at) as first, max(at) as last
		from trail b
		where (client_id = $1 or `+ofGroups+` and clients @> array[$1::bigint]) and staff_id = $2 and at >= $3 and at <= $4
		group by verb
		order by min(at), verb
		limit 100`, v.Client(), o.StaffID, o.OpenedAt, o.Until)
}

// reviewGlass ends the opening: what is done after a review would be seen by nobody.
func reviewGlass(ctx context.Context, tx *db.Tx, g id.Glass, found string) error {
	n, err := tx.Exec(ctx, `
		update glass
		set reviewed_at = clock(), reviewed_by = $3, review = $4, until = least(until, clock())
		where client_id = $1 and id = $2 and reviewed_at is null`, tx.Client(), g, tx.Who().Staff(), found)
	switch {
	case db.Broke(err, "glass_reviewed_by_another"):
		return errOwnReview
	case err != nil || n == 1:
		return err
	}
	if _, err := findOpening(ctx, &tx.View, g); err != nil {
		return err
	}
	return errReviewDone
}
