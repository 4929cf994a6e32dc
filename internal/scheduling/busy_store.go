package scheduling

import (
	"context"
	"errors"
	"net/url"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findBusyFeed reads the calendar elsewhere and how its last reading went; nil is none.
func findBusyFeed(ctx context.Context, v *db.View, n id.Staff) (*BusyFeed, error) {
	r, err := db.One[struct {
		URL     string
		TriedAt *time.Time
		ReadAt  *time.Time
		Problem string
		Times   int
	}](ctx, v, `
		select f.url, r.tried_at, r.read_at, coalesce(r.problem, '') as problem,
		  (select count(*)::int from busy_times t where t.staff_id = f.staff_id and upper(t.held) > clock()) as times
		from busy_feeds f
		left join busy_reads r on r.staff_id = f.staff_id
		where f.staff_id = $1`, n)
	if errors.Is(err, db.ErrNone) {
		return nil, nil //nolint:nilnil // none is no failure
	}
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, err
	}
	return &BusyFeed{u.Hostname(), r.TriedAt, r.ReadAt, r.Problem, r.Times}, nil
}

func insertBusyFeed(ctx context.Context, tx *db.Tx, n id.Staff, address string) error {
	return tx.ExecOne(ctx, `
		insert into busy_feeds (staff_id, url, made_at)
		values ($1, $2, clock())`, n, address)
}

// forgetBusy takes away the calendar and all that was read of it.
func forgetBusy(ctx context.Context, tx *db.Tx, n id.Staff) error {
	_, err := tx.Exec(ctx, `delete from busy_feeds where staff_id = $1`, n)
	if err != nil {
		return err
	}
	return lookAtStaffing(ctx, tx)
}

// listBusySources reads the calendars of those who work here; zero is everybody.
func listBusySources(ctx context.Context, v *db.View, n id.Staff) ([]BusySource, error) {
	return db.Many[BusySource](ctx, v, `
		select f.staff_id as staff, f.url, coalesce((select max(p.zone) from practice p), 'UTC') as zone
		from busy_feeds f
		join staff s on s.id = f.staff_id and s.deactivated_at is null
		where $1::bigint in (0, f.staff_id)
		order by f.staff_id
		limit 1000`, n)
}

// replaceBusy makes the spans the busy times of somebody. Those that were known keep
// since when.
func replaceBusy(ctx context.Context, tx *db.Tx, n id.Staff, busy []Span) (changed bool, err error) {
	from, to := make([]time.Time, len(busy)), make([]time.Time, len(busy))
	for i, b := range busy {
		from[i], to[i] = b.From, b.To
	}
	gone, err := tx.Exec(ctx, `
		delete from busy_times t
		where t.staff_id = $1 and not exists (
		  select from unnest($2::timestamptz[], $3::timestamptz[]) n (a, z)
		  where tstzrange(n.a, n.z) = t.held)`, n, from, to)
	if err != nil {
		return false, err
	}
	come, err := tx.Exec(ctx, `
		insert into busy_times (staff_id, held, made_at)
		select $1, tstzrange(n.a, n.z), clock()
		from unnest($2::timestamptz[], $3::timestamptz[]) n (a, z)
		on conflict do nothing`, n, from, to)
	return gone+come > 0, err
}

func keepRead(ctx context.Context, tx *db.Tx, n id.Staff, problem string) error {
	return tx.ExecOne(ctx, `
		insert into busy_reads (staff_id, tried_at, read_at, problem)
		values ($1, clock(), case when $2 = '' then clock() end, $2)
		on conflict (staff_id) do update
		set tried_at = excluded.tried_at, read_at = coalesce(excluded.read_at, busy_reads.read_at), problem = excluded.problem`, n, problem)
}

// findBusy reads when somebody is busy elsewhere within the span; zero is not at all.
func findBusy(ctx context.Context, v *db.View, n id.Staff, within Span) (Span, error) {
	s, err := db.One[Span](ctx, v, `
		select lower(held) as "from", upper(held) as "to"
		from busy_times
		where staff_id = $1 and held && tstzrange($2, $3)
		order by lower(held)
		limit 1`, n, within.From, within.To)
	if errors.Is(err, db.ErrNone) {
		return Span{}, nil
	}
	return s, err
}

// lookAtStaffing has the visits looked at again that somebody may not be there for.
func lookAtStaffing(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `select look_again('visit_unstaffed')`)
	return err
}
