package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

const mates = `
	select s.id, s.name, array(select r.role from staff_roles r where r.staff_id = s.id order by r.role) as role_names,
	  exists (select from away w where w.staff_id = s.id) as away
	from staff s
	where s.deactivated_at is null `

func listMates(ctx context.Context, v *db.View) ([]Mate, error) {
	return db.Many[Mate](ctx, v, mates+`order by lower(s.name), s.id limit 1000`)
}

func findMate(ctx context.Context, v *db.View, n id.Staff) (Mate, error) {
	return db.One[Mate](ctx, v, mates+`and s.id = $1`, n)
}

// standing is what an act needs to know of a row.
type standing struct {
	ID      id.Blocker
	Kind    string
	Subject int64
	Field   string
	Fixer   string
	Verb    string
	Shut    bool // to the person who is to have it
}

func findRow(ctx context.Context, v *db.View, r Row, to id.Staff) (standing, error) {
	return db.One[standing](ctx, v, `
		select id, kind, subject_id as subject, field, fixer, verb, shut(client_id, nullif($4::bigint, 0)) as shut
		from blockers
		where client_id = $1 and id = $2 and cleared_at is null and verb = any ($3)`,
		r.Client, r.Blocker, v.Who().Roles().Verbs(), to)
}

func assign(ctx context.Context, tx *db.Tx, r Row, to id.Staff) error {
	return tx.ExecOne(ctx, `
		update blockers
		set assigned_to = nullif($3::bigint, 0)
		where client_id = $1 and id = $2`, r.Client, r.Blocker, to)
}

func listRowsOf(ctx context.Context, v *db.View, from id.Staff) ([]Row, error) {
	return db.Many[Row](ctx, v, `
		select client_id as client, id as blocker
		from blockers
		where cleared_at is null and coalesce(assigned_to, owner_id) = $1 and verb = any ($2)
		order by id
		limit 2000`, from, v.Who().Roles().Verbs())
}
