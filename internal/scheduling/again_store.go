package scheduling

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func findAgain(ctx context.Context, v *db.View, i id.Visit) (Again, error) {
	r, err := db.One[struct {
		Kind   id.VisitType
		Rule   *int
		Said   bool
		Months *int
		Due    civil.Date
		Next   *time.Time
		Ended  *time.Time
		Why    string
		By     string
	}](ctx, v, `
		select coalesce(v.visit_type_id, 0) as kind, t.recall_months as rule, o.visit_id is not null as said, m.months,
		  (b.starts_local::date + make_interval(months => m.months))::date as due,
		  (select min(x.starts_at)
		   from visits w
		   join bookings x on x.id = w.booking_id
		   where w.client_id = $1 and not w.history and x.starts_at > b.starts_at
		     and (w.visit_type_id = v.visit_type_id or exists (select from visit_marks k where k.client_id = $1 and k.visit_id = v.id and k.kind = 'no_show'))
		     and not exists (select from visit_marks k where k.client_id = $1 and k.visit_id = w.id and k.kind in ('cancelled', 'no_show'))) as next,
		  e.at as ended, coalesce(e.why, '') as why, coalesce(s.name, '') as by
		from visits v
		join bookings b on b.id = v.booking_id
		left join visit_types t on t.id = v.visit_type_id
		left join visit_recalls o on o.client_id = v.client_id and o.visit_id = v.id
		cross join lateral (select case when o.visit_id is not null then o.months else t.recall_months end as months) m
		left join recall_ends e on e.client_id = v.client_id and e.visit_id = v.id
		left join staff s on s.id = e.staff_id
		where v.client_id = $1 and v.id = $2`, v.Client(), i)
	return Again{Kind: r.Kind, Rule: r.Rule, Said: r.Said, Months: r.Months, Due: r.Due, Next: r.Next, Ended: r.Ended, Why: r.Why, By: r.By}, err
}

func saveRecall(ctx context.Context, tx *db.Tx, i id.Visit, months *int) error {
	return tx.ExecOne(ctx, `
		insert into visit_recalls (client_id, visit_id, months, staff_id, at)
		values ($1, $2, $3, nullif($4, 0), clock())
		on conflict (visit_id) do update
		set months = excluded.months, staff_id = excluded.staff_id, at = excluded.at`, tx.Client(), i, months, tx.Who().Staff())
}

func insertRecallEnd(ctx context.Context, tx *db.Tx, i id.Visit, why string) error {
	err := tx.ExecOne(ctx, `
		insert into recall_ends (client_id, visit_id, why, staff_id, at)
		values ($1, $2, $3, nullif($4, 0), clock())`, tx.Client(), i, why, tx.Who().Staff())
	if db.Broke(err, "recall_ends_pkey") {
		return fault.New(fault.Conflict, "Somebody said so already, with a reason of their own.")
	}
	return err
}

func deleteRecallEnd(ctx context.Context, tx *db.Tx, i id.Visit) error {
	return tx.ExecOne(ctx, `
		delete from recall_ends
		where client_id = $1 and visit_id = $2`, tx.Client(), i)
}

// lookAtRecalls has the files looked at again that a changed kind of visit may call back.
func lookAtRecalls(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `select look_again('recall_due')`)
	return err
}
