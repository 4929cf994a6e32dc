package clients

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// restriction is the row of findRestriction.
type restriction struct {
	Reason, By string
	At         time.Time
}

func findRestriction(ctx context.Context, v *db.View) (Restriction, error) {
	r, err := db.One[restriction](ctx, v, `
		select r.reason, coalesce(s.name, '') as by, r.restricted_at as at
		from restrictions r
		left join staff s on s.id = r.restricted_by
		where r.client_id = $1 and r.lifted_at is null`, v.Client())
	if errors.Is(err, db.ErrNone) {
		return Restriction{}, nil
	}
	return Restriction{Standing: err == nil, Reason: r.Reason, By: r.By, At: r.At}, err
}

func listMembers(ctx context.Context, v *db.View) ([]Member, error) {
	return db.Many[Member](ctx, v, `
		select t.id, t.staff_id, s.name, s.title, coalesce(a.name, '') as added_by, t.added_at
		from care_team t
		join staff s on s.id = t.staff_id
		left join staff a on a.id = t.added_by
		where t.client_id = $1 and t.ended_at is null
		order by s.name, t.id
		limit 500`, v.Client())
}

// listSeeing reads the clinicians to whom their visits open the file.
func listSeeing(ctx context.Context, v *db.View) ([]Colleague, error) {
	return db.Many[Colleague](ctx, v, `
		select distinct s.id, s.name, s.title
		from visits v
		join staff s on s.id = v.clinician_id
		where v.client_id = $1 and sees(v.client_id, s.id)
		order by s.name, s.id
		limit 100`, v.Client())
}

func listColleagues(ctx context.Context, v *db.View) ([]Colleague, error) {
	return db.Many[Colleague](ctx, v, `
		select id, name, title
		from staff
		where deactivated_at is null
		order by name, id
		limit 500`)
}

func insertRestriction(ctx context.Context, tx *db.Tx, reason string) error {
	_, err := insertRow[id.Client](ctx, tx, "restrictions", `
		insert into restrictions (client_id, reason, restricted_at, restricted_by)
		values ($1, $2, clock(), nullif($3, 0))
		returning client_id`, tx.Client(), reason, tx.Who().Staff())
	if db.Broke(err, "restrictions_standing") {
		return errRestrictedAlready
	}
	return err
}

func liftRestriction(ctx context.Context, tx *db.Tx) error {
	return tx.ExecOne(ctx, `
		update restrictions
		set lifted_at = clock(), lifted_by = nullif($2, 0)
		where client_id = $1 and lifted_at is null`, tx.Client(), tx.Who().Staff())
}

func insertMember(ctx context.Context, tx *db.Tx, staff id.Staff) error {
	_, err := tx.Exec(ctx, `
		insert into care_team (client_id, staff_id, added_at, added_by)
		values ($1, $2, clock(), nullif($3, 0))
		on conflict (client_id, staff_id) where ended_at is null do nothing`, tx.Client(), staff, tx.Who().Staff())
	if db.Broke(err, "care_team_staff_id_fkey") {
		return errNobody
	}
	return err
}

func endMember(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return endRow(ctx, tx, "care_team", row, over)
}
