package worklist

import (
	"context"

	"charthouse/internal/db"
)

func listColleagues(ctx context.Context, v *db.View) ([]Colleague, error) {
	return db.Many[Colleague](ctx, v, `
		select s.id, s.name, array_agg(r.role order by r.role) as roles
		from staff s
		join staff_roles r on r.staff_id = s.id
		where s.deactivated_at is null
		group by s.id
		order by lower(s.name), s.id`)
}
