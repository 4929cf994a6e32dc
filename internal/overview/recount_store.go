package overview

import (
	"context"
	"strings"

	"charthouse/internal/civil"
	"charthouse/internal/db"
)

// visitDays reads the sums of the days from $1 until before $2; those of them in $3
// are behind and are counted now. Money is looked at from further back and until
// today, so that $3 holds other days too.
const visitDays = `
		  select *
		  from visit_days
		  where day >= $1 and day < $2 and not day = any ($3)
		  union all
		  select *
		  from visit_days_scan
		  where day >= $1 and day < $2 and day = any ($3)`

// visitTotals is visitDays of the whole practice, a row a day.
var visitTotals = strings.Replace(visitDays, "from visit_days\n", "from visit_totals\n", 1)

// listDirty answers the days since from that no recount has reached yet.
func listDirty(ctx context.Context, v *db.View, from civil.Date) ([]civil.Date, error) {
	return db.Values[civil.Date](ctx, v, `
		select distinct day
		from dirty_days
		where day >= $1
		order by day`, from)
}

// takeDirty empties the queue of the latest days. A row that comes meanwhile is
// not seen and stays for the next time.
func takeDirty(ctx context.Context, tx *db.Tx, most int) ([]civil.Date, error) {
	return db.Values[civil.Date](ctx, &tx.View, `
		with taken as (
		  delete from dirty_days
		  where day in (select distinct day from dirty_days order by day desc limit $1)
		  returning day
		)
		select distinct day
		from taken
		order by day`, most)
}

func recountVisits(ctx context.Context, tx *db.Tx, days []civil.Date) error {
	if _, err := tx.Exec(ctx, `delete from visit_days where day = any ($1)`, days); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		insert into visit_days
		select *
		from visit_days_scan
		where day = any ($1)`, days)
	if err != nil {
		return err
	}
	return recountTotals(ctx, tx, "visit_totals", days)
}

// recountTotals adds the rows of the days up again, once those are true.
func recountTotals(ctx context.Context, tx *db.Tx, table string, days []civil.Date) error {
	if _, err := tx.Exec(ctx, `delete from `+table+` where day = any ($1)`, days); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		insert into `+table+`
		select *
		from `+table+`_of_days
		where day = any ($1)`, days)
	return err
}

// recountMedians counts the weeks of the days again, whose sums are true by now.
func recountMedians(ctx context.Context, tx *db.Tx, days []civil.Date) error {
	const weeks = `
		select distinct d.day - (extract(isodow from d.day)::int - 1) as monday
		from unnest($1::date[]) d (day)`
	if _, err := tx.Exec(ctx, `delete from week_medians where monday in (`+weeks+`)`, days); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		insert into week_medians
		select w.monday, count(*)::int, percentile_disc(0.5) within group (order by t.seconds)
		from (`+weeks+`) w
		join visit_days d on d.day >= w.monday and d.day < w.monday + 7
		cross join lateral unnest(d.turnarounds) t (seconds)
		group by w.monday`, days)
	return err
}

func recountMoney(ctx context.Context, tx *db.Tx, days []civil.Date) error {
	if _, err := tx.Exec(ctx, `delete from money_days where day = any ($1)`, days); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		insert into money_days
		select m.*
		from unnest($1::date[]) d (day)
		cross join lateral money_moved(
		  d.day::timestamp at time zone coalesce((select zone from practice), 'UTC'),
		  (d.day + 1)::timestamp at time zone coalesce((select zone from practice), 'UTC')) m`, days)
	if err != nil {
		return err
	}
	return recountTotals(ctx, tx, "money_totals", days)
}
