package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// DB runs acts.
type DB struct {
	pool *pgxpool.Pool
	now  func() time.Time
	news news
	told told
}

// New makes a DB on a pool of the app's role. Time comes from now; it is cut to
// microseconds, which is what Postgres keeps.
func New(pool *pgxpool.Pool, now func() time.Time) *DB {
	return &DB{pool: pool, now: func() time.Time { return now().UTC().Truncate(time.Microsecond) }}
}

// View is a transaction that may look. The trail already vouches for it.
type View struct {
	tx    pgx.Tx
	who   access.Actor
	act   access.Act
	now   time.Time
	shown []id.Client
}

// Tx is a View that may also change the files of its act.
type Tx struct {
	View
	calm   bool
	house  bool   // what holds up the practice itself is looked at too
	change Change // what screens that show it are told after the commit
}

// Who is the actor.
func (v *View) Who() access.Actor { return v.who }

// Now is the instant of the act: every row it writes carries the same.
func (v *View) Now() time.Time { return v.now }

// Client is the act's one file. An act on several has no such thing, and asking
// is a mistake of the program.
func (v *View) Client() id.Client {
	if len(v.act.Clients()) != 1 {
		panic(fmt.Sprintf("act %s is not on one file", v.act.Verb()))
	}
	return v.act.Clients()[0]
}

// Files are the files of the act, in order of their numbers.
func (v *View) Files() []id.Client { return v.act.Clients() }

// In is the same transaction in one of the act's files: what is one client's is done
// in it as in an act of their own. A file that is not in the act is a mistake of the
// program.
func (t *Tx) In(c id.Client) *Tx {
	if !slices.Contains(t.act.Clients(), c) {
		panic(fmt.Sprintf("act %s is not on file %s", t.act.Verb(), c))
	}
	one := &Tx{View: t.View}
	one.act = t.act.Verb().On(c)
	return one
}

// Opened are the numbers reserved for the files that the act creates.
func (t *Tx) Opened() []id.Client { return t.act.Opened() }

// Shown adds the files that a list shows to the act's row in the trail.
func (v *View) Shown(clients ...id.Client) { v.shown = append(v.shown, clients...) }

// Calm spares the file's settling for a write that cannot change what is stuck:
// the autosaves of a draft after the first.
func (t *Tx) Calm() { t.calm = true }

// Practice has what holds up the practice itself be looked at with the file: a write in
// a file that can change it.
func (t *Tx) Practice() { t.house = true }

// Read looks, as who, within act. Nothing can be changed in it.
//
// A list over many files enters the trail with the files it showed, and is not
// answered unless it did.
func (d *DB) Read(ctx context.Context, who access.Actor, act access.Act, look func(*View) error) error {
	denied := who.Allow(act)
	if denied == nil && act.Scope() == access.AcrossFiles {
		return d.readAcross(ctx, who, act, look)
	}
	return d.inAct(ctx, who, act, denied, false, func(tx pgx.Tx, now time.Time) error {
		return look(&View{tx: tx, who: who, act: act, now: now})
	})
}

func (d *DB) readAcross(ctx context.Context, who access.Actor, act access.Act, look func(*View) error) error {
	now := d.now()
	var shown []id.Client
	err := pgx.BeginTxFunc(ctx, d.pool, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		b.Queue(`select set_config('charthouse.now', $1, true)`, now.Format(time.RFC3339Nano))
		b.Queue(`select set_config('charthouse.hidden', shut_files($1)::text, true)`, numberOrNull(who.Staff()))
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return fmt.Errorf("set the act's clock and what it hides: %w", err)
		}
		v := &View{tx: tx, who: who, act: act, now: now}
		err := look(v)
		shown = v.shown
		return err
	})
	if err != nil {
		return err
	}
	if d.told.list(who, act.Verb(), shown, now) {
		return nil
	}
	_, err = d.pool.Exec(ctx, beginAct, beginArgs(who, act.Verb(), shown, true, now, false, true)...)
	if err != nil {
		return fmt.Errorf("write the trail of %s: %w", act.Verb(), err)
	}
	d.told.keepList(who, act.Verb(), shown, now)
	return nil
}

// Write does act as who: checked, recorded and done in one transaction, or not
// at all. The same form posted twice is done once; the second time answers nil.
func (d *DB) Write(ctx context.Context, who access.Actor, act access.Act, do func(*Tx) error) error {
	_, err := Make(ctx, d, who, act, func(tx *Tx) (id.Trail, error) { return 0, do(tx) })
	return err
}

// Make is Write for acts that make one row: it answers the row's number, and
// for a form posted twice the number that the first post made.
//
// Deadlocks and serialization failures are tried again, so do may run more than
// once and must keep nothing outside.
func Make[K any](ctx context.Context, d *DB, who access.Actor, act access.Act, do func(*Tx) (id.ID[K], error)) (id.ID[K], error) {
	if act.Scope() == access.AcrossFiles {
		return 0, fmt.Errorf("%s writes across files: name them", act.Verb())
	}
	denied := who.Allow(act)
	if denied == nil && act.Scope() == access.OnNewFile {
		opened, err := d.nextClients(ctx, act.Opens())
		if err != nil {
			return 0, err
		}
		act = act.Named(opened...)
	}
	var made int64
	var change Change
	err := retry(ctx, func() error {
		return d.inAct(ctx, who, act, denied, true, func(tx pgx.Tx, now time.Time) (err error) {
			t := &Tx{View: View{tx: tx, who: who, act: act, now: now}}
			made, err = effect(ctx, t, func(t *Tx) (int64, error) {
				row, err := do(t)
				return int64(row), err
			})
			change = t.change
			return err
		})
	})
	if err == nil {
		d.news.add(change)
	}
	if denied == nil && fault.KindOf(err) == fault.NotFound {
		err = cmp.Or(d.missed(ctx, who, act), err)
	}
	return id.ID[K](made), err
}

// missed keeps in the trail who wanted to change what is not there, as refused:
// the act's own row went with its rollback.
func (d *DB) missed(ctx context.Context, who access.Actor, act access.Act) error {
	_, err := d.pool.Exec(ctx, beginAct, beginArgs(who, act.Verb(), act.Clients(), false, d.now(), true, false)...)
	if err != nil {
		return fmt.Errorf("write the trail of %s: %w", act.Verb(), err)
	}
	return nil
}

// settle makes what is stuck true again, in the act's files or in the practice,
// and asks what all of it changed for open screens: one round trip. An act in a
// file that is not there ends here at the latest, with ErrNone.
func (t *Tx) settle(ctx context.Context) error {
	b := &pgx.Batch{}
	files := t.act.Clients()
	for _, c := range files {
		b.Queue(`select settle(id) from clients where id = $1`, c).Exec(func(found pgconn.CommandTag) error {
			if found.RowsAffected() == 0 {
				return ErrNone
			}
			return nil
		})
	}
	if t.house || len(files) == 0 {
		b.Queue(`select settle_practice()`)
	}
	t.change = Change{By: t.who.Staff(), Files: files}
	b.Queue(`select days, worklist, inbox from touched($1)`, files).QueryRow(func(row pgx.Row) error {
		return row.Scan(&t.change.Days, &t.change.Worklist, &t.change.Inbox)
	})
	if err := t.tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return nil
}

const beginAct = `select begin_act($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

func beginArgs(who access.Actor, v access.Verb, files []id.Client, allowed bool, now time.Time, writes, lists bool) []any {
	clients := make([]int64, len(files))
	for i, c := range files {
		clients[i] = int64(c)
	}
	return []any{who.Key(), numberOrNull(who.Staff()), numberOrNull(who.Link()), string(v), clients, allowed, who.Request(), now, writes, lists, false}
}

func numberOrNull[T ~int64](n T) *int64 {
	if n == 0 {
		return nil
	}
	row := int64(n)
	return &row
}

// inAct opens the act in one round trip and runs do in it. A refusal commits its
// row of the trail and nothing else. A look commits its row also when nothing was
// found: who asked for what is kept.
func (d *DB) inAct(ctx context.Context, who access.Actor, act access.Act, denied error, writes bool, do func(pgx.Tx, time.Time) error) error {
	now := d.now()
	var missed error
	args := beginArgs(who, act.Verb(), act.Clients(), denied == nil, now, writes, false)
	again := !writes && denied == nil && d.told.file(who, act, now)
	args[len(args)-1] = again
	opts := pgx.TxOptions{BeginQuery: "begin"}
	err := pgx.BeginTxFunc(ctx, d.pool, opts, func(tx pgx.Tx) error {
		if err := yield(ctx, tx, act); err != nil {
			return err
		}
		var closed *id.Client
		b := &pgx.Batch{}
		b.Queue(beginAct, args...).QueryRow(func(row pgx.Row) error { return row.Scan(&closed) })
		if !writes {
			b.Queue(`set local synchronous_commit = off`)
			b.Queue(`set transaction read only`)
		}
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return fmt.Errorf("begin %s: %w", act.Verb(), err)
		}
		if closed != nil {
			denied = &Restricted{*closed}
		}
		if denied != nil {
			return nil
		}
		err := do(tx, now)
		if _, ok := errors.AsType[*fault.Fault](err); ok && !writes {
			missed = err
			return nil
		}
		return err
	})
	if !again && !writes && denied == nil && err == nil {
		d.told.keepFile(who, act, now)
	}
	return cmp.Or(denied, missed, err)
}

// ErrHeld is of a yielding act that did not begin: another held its file.
var ErrHeld = errors.New("another act holds the file")

// yield takes the files of an act that does not wait for them, before it begins:
// where one is held, not even the trail tells of it.
func yield(ctx context.Context, tx pgx.Tx, act access.Act) error {
	if !act.Yields() {
		return nil
	}
	for _, c := range act.Clients() {
		var free bool
		if err := tx.QueryRow(ctx, `select pg_try_advisory_xact_lock($1)`, c).Scan(&free); err != nil {
			return fmt.Errorf("try a file's lock: %w", err)
		}
		if !free {
			return ErrHeld
		}
	}
	return nil
}

func (d *DB) nextClients(ctx context.Context, n int) ([]id.Client, error) {
	rows, err := d.pool.Query(ctx, `select nextval('clients_id_seq') from generate_series(1, $1)`, n)
	if err != nil {
		return nil, fmt.Errorf("reserve numbers of files: %w", err)
	}
	opened, err := pgx.CollectRows(rows, pgx.RowTo[id.Client])
	if err != nil {
		return nil, fmt.Errorf("reserve numbers of files: %w", err)
	}
	return opened, nil
}

// retry runs do again when Postgres chose it as a deadlock's victim.
func retry(ctx context.Context, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		pg, ok := errors.AsType[*pgconn.PgError](err)
		if !ok || (pg.Code != "40P01" && pg.Code != "40001") || try == 5 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * 10 * time.Millisecond):
		}
	}
}
