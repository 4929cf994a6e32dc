package kill

import (
	"context"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/id"
)

// effects find the marks and visits of acts in what they wrote: each mark with how
// often its effect stands there. A signed note that was charged twice counts twice.
var effects = [kinds]string{
	booking: `select reason, count(*) from visits where reason = any($1) group by 1`,
	saving: `
		select m.mark, count(*)
		from unnest($1::text[], $2::bigint[]) m (mark, visit)
		join notes n on n.visit_id = m.visit
		where position(m.mark in n.sections::text) > 0
		group by 1`,
	signing: `
		select n.visit_id::text, count(*)
		from notes n
		join signatures s on s.note_id = n.id
		join charges c on c.visit_id = n.visit_id
		left join invoices i on i.visit_id = n.visit_id
		where n.visit_id = any($2)
		group by 1`,
	paying:    `select reference, count(*) from payments where reference = any($1) group by 1`,
	answering: `select value #>> '{}', count(*) from answers where value #>> '{}' = any($1) group by 1`,
	submitting: `
		select p.now, count(*)
		from proposals p
		join packets k on k.id = p.packet_id
		where p.now = any($1) and k.finished_at is not null
		group by 1`,
	uploading: `select title, count(*) from documents where title = any($1) group by 1`,
	writing:   `select body, count(*) from messages where body = any($1) group by 1`,
}

// effects answers of each mark how often its effect stands there.
func (h *house) effects(ctx context.Context, k kind, list []*act) (map[string]int, error) {
	var marks []string
	var visits []id.Visit
	for _, a := range list {
		if a.kind == k {
			marks, visits = append(marks, a.mark), append(visits, a.visit)
		}
	}
	rows, err := h.owner.Query(ctx, `with given as (select $1::text[], $2::bigint[]) `+effects[k], marks, visits)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	var mark string
	var n int
	_, err = pgx.ForEachRow(rows, []any{&mark, &n}, func() error { out[mark] = n; return nil })
	return out, err
}

// unbalanced counts entries whose lines are not there or do not come to nothing.
func (h *house) unbalanced(ctx context.Context, r *Result) error {
	return h.owner.QueryRow(ctx, `
		select count(*)
		from entries e
		where coalesce((select sum(l.cents) from lines l where l.entry_id = e.id), 1) <> 0`).Scan(&r.Unbalanced)
}

// glance is the number of the next transaction: what is changed later carries it or
// a later one.
type glance int64

func (h *house) look(ctx context.Context) (g glance, err error) {
	err = h.owner.QueryRow(ctx, `select pg_snapshot_xmax(pg_current_snapshot())::text::bigint & 4294967295`).Scan(&g)
	return g, err
}

// untold counts rows of every guarded table that a transaction changed since the
// glance without its row in the trail, or, where the table's history is kept,
// without the row in the history. Of a table that keeps words out of the history
// a change of those alone leaves none, so there only the trail is asked for.
func (h *house) untold(since glance) func(context.Context, *Result) error {
	return func(ctx context.Context, r *Result) error {
		if h.changed == "" {
			if err := h.owner.QueryRow(ctx, untoldSQL).Scan(&h.changed); err != nil {
				return err
			}
		}
		rows, err := h.owner.Query(ctx, h.changed, since)
		if err != nil {
			return err
		}
		var table string
		var n int
		_, err = pgx.ForEachRow(rows, []any{&table, &n}, func() error {
			r.Untold += n
			r.say("%d rows of %s were changed without a word", n, table)
			return nil
		})
		return err
	}
}

// untoldSQL writes the question about all guarded tables as one.
const untoldSQL = `
	select 'with told as materialized (select xmin::text as xid from trail where xmin::text::bigint >= $1),
	  kept as materialized (select xmin::text as xid, tbl from history where xmin::text::bigint >= $1) '
	  || string_agg(format('select %L, count(*) from %I t where t.xmin::text::bigint >= $1 and (not exists (select from told where xid = t.xmin::text)%s) having count(*) > 0',
	    c.relname, c.relname,
	    case when pg_get_triggerdef(t.oid) ~ '''kept''(, ''lexemes'')?\)$'
	      then format(' or not exists (select from kept where xid = t.xmin::text and tbl = %L)', c.relname) else '' end), ' union all ')
	from pg_trigger t
	join pg_class c on c.oid = t.tgrelid
	where t.tgname = 'guard_row'`

// adrift waits for the sweep that a start begins, and counts files without a row
// and rows without a file.
func (h *house) adrift(ctx context.Context, s *server, r *Result) error {
	rows, err := h.owner.Query(ctx, `select distinct encode(sha256, 'hex') from documents`)
	if err != nil {
		return err
	}
	named, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for began := time.Now(); ; pause(ctx, 20*time.Millisecond) {
		there := map[string]bool{}
		if err := s.documents(func(path string) error { there[filepath.Base(path)] = true; return nil }); err != nil {
			return err
		}
		missing := 0
		for _, sha := range named {
			if !there[sha] {
				missing++
			}
			delete(there, sha)
		}
		if missing == 0 && len(there) == 0 {
			return nil
		}
		if time.Since(began) > 5*time.Second || ctx.Err() != nil {
			r.Rows, r.Files = r.Rows+missing, r.Files+len(there)
			r.say("%d rows have no file, %d files no row: %v", missing, len(there), there)
			return nil
		}
	}
}

// oneBackend is a process that serves the program, the nth of them.
func oneBackend(ctx context.Context, conn *pgx.Conn, n int) (pid int, err error) {
	err = conn.QueryRow(ctx, `
		with b as (select pid, row_number() over (order by pid) - 1 as n, count(*) over () as of
		  from pg_stat_activity
		  where usename = 'charthouse' and backend_type = 'client backend')
		select pid from b where n = $1 % of`, n).Scan(&pid)
	return pid, err
}

func (h *house) booked(ctx context.Context, mark string) (v id.Visit, err error) {
	err = h.owner.QueryRow(ctx, `select id from visits where reason = $1`, mark).Scan(&v)
	return v, err
}

func (h *house) packet(ctx context.Context, visit id.Visit) (p id.Packet, err error) {
	err = h.owner.QueryRow(ctx, `select id from packets where visit_id = $1`, visit).Scan(&p)
	return p, err
}

func (h *house) startOf(ctx context.Context, visit id.Visit) (at time.Time, err error) {
	err = h.owner.QueryRow(ctx, `select b.starts_at from visits v join bookings b on b.id = v.booking_id where v.id = $1`, visit).Scan(&at)
	return at, err
}
