package bench

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// targets are the rows that acts are done on. Lists are shuffled by their
// numbers' hash, so that neighbours in time are not neighbours in the list.
type targets struct {
	Location  id.Location // with the most visits today
	Today     civil.Date
	DayVisits int
	Free      civil.Date // from here on nothing is booked with the clinician that the product booked
	Beyond    civil.Date // from here on nothing at all is: the floor books where the product plans nothing
	Clinician id.Staff   // with unsigned notes, and the most lines of their own
	Email     string     // of the clinician
	Kind      id.VisitType
	Resource  int64 // of the clinician
	Service   id.Service
	Clients   []id.Client // with a long history
	Families  []string    // names that somebody looks for
	Coming    []pair[id.Visit]
	Written   []noted // notes of the clinician that are not signed
	Claims    []pair[id.Claim]
	Invoices  []pair[id.Invoice] // on which something is open
	Waiting   []pair[id.Conversation]
}

// pair is a row of a file.
type pair[T any] struct {
	Client id.Client
	Row    T
}

// noted is a note that is being written.
type noted struct {
	Client  id.Client
	Visit   id.Visit
	Note    id.Note
	Section string
	Version int
}

const shuffled = ` order by hashint8(id) limit 400`

func findTargets(ctx context.Context, pool *pgxpool.Pool) (t targets, err error) {
	err = pool.QueryRow(ctx, `
		select b.location_id, b.starts_local::date, count(*)
		from bookings b
		join visits v on v.booking_id = b.id
		where b.starts_at between now() - interval '14 hours' and now() + interval '14 hours'
		  and b.starts_local::date = (now() at time zone b.zone)::date
		group by 1, 2
		order by 3 desc, 1
		limit 1`).Scan(&t.Location, &t.Today, &t.DayVisits)
	if err != nil {
		return t, fmt.Errorf("today's visits: %w", err)
	}
	err = pool.QueryRow(ctx, `
		select v.clinician_id, s.email, r.id, count(*) as unsigned
		from notes n
		join visits v on v.client_id = n.client_id and v.id = n.visit_id
		join staff s on s.id = v.clinician_id
		join resources r on r.staff_id = s.id
		where not exists (select from signatures g where g.note_id = n.id) and s.deactivated_at is null
		group by 1, 2, 3
		order by (select count(*) from blockers k where k.owner_id = v.clinician_id and k.cleared_at is null) desc, 4 desc, 1
		limit 1`).Scan(&t.Clinician, &t.Email, &t.Resource, new(int))
	if err != nil {
		return t, fmt.Errorf("a clinician with unsigned notes: %w", err)
	}
	err = pool.QueryRow(ctx, `
		select greatest(max(b.starts_local) filter (where b.starts_at < now() + interval '3 years')::date + 1, current_date + 60),
		  greatest(max(b.starts_local)::date + 1, current_date + 2000)
		from bookings b
		join visits v on v.booking_id = b.id
		where v.clinician_id = $1 and b.starts_at > now()`, t.Clinician).Scan(&t.Free, &t.Beyond)
	if err != nil {
		return t, fmt.Errorf("free days: %w", err)
	}
	if err := pool.QueryRow(ctx, `select id, service_id from visit_types where minutes = 30 and service_id is not null order by id limit 1`).Scan(&t.Kind, &t.Service); err != nil {
		return t, fmt.Errorf("a kind of visit: %w", err)
	}
	for _, fill := range []func() error{
		func() (err error) {
			t.Clients, err = list[id.Client](ctx, pool, `select client_id from (select client_id, client_id as id from visits where client_id % 7 = 0 group by 1 having count(*) > 12) c`+shuffled)
			return err
		},
		func() (err error) {
			t.Families, err = list[string](ctx, pool, `select family from clients where id % 11 = 0`+shuffled)
			return err
		},
		func() (err error) {
			t.Coming, err = pairs[id.Visit](ctx, pool, `
				select v.client_id, v.id from visits v join bookings b on b.id = v.booking_id
				where b.location_id = $1 and b.starts_local::date = $2 and b.starts_at > now() - interval '3 hours'
				  and not exists (select from visit_marks m where m.visit_id = v.id)`, t.Location, t.Today)
			return err
		},
		func() (err error) { t.Written, err = listWritten(ctx, pool, t.Clinician); return err },
		func() (err error) {
			t.Claims, err = pairs[id.Claim](ctx, pool, `select client_id, id from claims where id > (select max(id) - 5000 from claims)`)
			return err
		},
		func() (err error) {
			t.Invoices, err = pairs[id.Invoice](ctx, pool, `
				select i.client_id, i.id from invoices i join visit_dues d on d.client_id = i.client_id and d.visit_id = i.visit_id
				where i.voided_at is null and d.client_cents > 2000`)
			return err
		},
		func() (err error) {
			t.Waiting, err = pairs[id.Conversation](ctx, pool, `select client_id, id from conversations where kind <> 'clinical'`)
			return err
		},
	} {
		if err := fill(); err != nil {
			return t, err
		}
	}
	return t, nil
}

func listWritten(ctx context.Context, pool *pgxpool.Pool, clinician id.Staff) ([]noted, error) {
	rows, err := pool.Query(ctx, `
		select n.client_id, n.visit_id, n.id, n.template -> 0 ->> 'key', n.version
		from notes n
		where n.author_id = $1 and not exists (select from signatures g where g.note_id = n.id)`+shuffled, clinician)
	if err != nil {
		return nil, fmt.Errorf("notes to write: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[noted])
}

func list[T any](ctx context.Context, pool *pgxpool.Pool, sql string) ([]T, error) {
	rows, err := pool.Query(ctx, sql)
	if err != nil {
		return nil, fmt.Errorf("targets: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[T])
}

func pairs[T any](ctx context.Context, pool *pgxpool.Pool, sql string, args ...any) ([]pair[T], error) {
	rows, err := pool.Query(ctx, `select * from (`+sql+`) s`+shuffled, args...)
	if err != nil {
		return nil, fmt.Errorf("targets: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[pair[T]])
}
