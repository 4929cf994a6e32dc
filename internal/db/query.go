package db

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// ErrNone is the fault of a row that is not there, or not in this file.
var ErrNone = fault.New(fault.NotFound, "There is no such record.")

// Restricted refuses a file that opens for its care team only, and says which.
type Restricted struct{ Client id.Client }

var errRestricted = fault.New(fault.Forbidden, "This file is restricted: it opens for its care team only.")

func (r *Restricted) Error() string { return errRestricted.Message }

// Unwrap is the fault that people read.
func (r *Restricted) Unwrap() error { return errRestricted }

// One reads exactly one row into T by column name; no row is ErrNone.
func One[T any](ctx context.Context, v *View, sql string, args ...any) (T, error) {
	rows, err := v.tx.Query(ctx, sql, args...)
	if err != nil {
		return *new(T), err
	}
	t, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return t, orNone(err)
}

// Many reads all rows into T by column name.
func Many[T any](ctx context.Context, v *View, sql string, args ...any) ([]T, error) {
	rows, err := v.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[T])
}

// Value reads exactly one value; no row is ErrNone.
func Value[T any](ctx context.Context, v *View, sql string, args ...any) (T, error) {
	rows, err := v.tx.Query(ctx, sql, args...)
	if err != nil {
		return *new(T), err
	}
	t, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	return t, orNone(err)
}

// Values reads one column.
func Values[T any](ctx context.Context, v *View, sql string, args ...any) ([]T, error) {
	rows, err := v.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[T])
}

// Exec changes rows and says how many.
func (t *Tx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	tag, err := t.tx.Exec(ctx, sql, args...)
	return tag.RowsAffected(), err
}

// ExecOne changes exactly one row; none is ErrNone.
func (t *Tx) ExecOne(ctx context.Context, sql string, args ...any) error {
	n, err := t.Exec(ctx, sql, args...)
	switch {
	case err != nil:
		return err
	case n == 0:
		return ErrNone
	case n > 1:
		return fmt.Errorf("%d rows changed where one was meant", n)
	}
	return nil
}

// ExecMany sends the same statement with each set of arguments in one round trip.
func (t *Tx) ExecMany(ctx context.Context, sql string, sets [][]any) error {
	if len(sets) == 0 {
		return nil
	}
	b := &pgx.Batch{}
	for _, args := range sets {
		b.Queue(sql, args...)
	}
	return t.tx.SendBatch(ctx, b).Close()
}

// Try runs do in a savepoint: when it fails, what it changed is undone and the
// act can go on, which a refused constraint would otherwise prevent.
func (t *Tx) Try(ctx context.Context, do func() error) error {
	sp, err := t.tx.Begin(ctx)
	if err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	if err := do(); err != nil {
		return errors.Join(err, sp.Rollback(ctx))
	}
	return sp.Commit(ctx)
}

// LockScope waits for the lock of something that is no file, such as a
// resource's calendar. Take scopes after the files and in order of number.
func (t *Tx) LockScope(ctx context.Context, s Scope, number int64) error {
	_, err := t.tx.Exec(ctx, `select lock_scope($1, $2)`, int(s), number)
	return err
}

// Scope is a kind of thing that is locked and is no file.
type Scope int

// The scopes, in the order in which they are taken.
const (
	Calendar Scope = 1 // of one resource
	Account  Scope = 2 // of one member of staff
	Codes    Scope = 3 // the code lists
	Measures Scope = 4 // the sums of days
	Stranger Scope = 5 // somebody who is not known yet, by what they say of themselves; before calendars
)

// Outer is the transaction for the job queue: internal/jobs alone may take it,
// so that a job is stored with what caused it (archtest).
func (t *Tx) Outer() pgx.Tx { return t.tx }

// Broke tells which constraint of the schema refused the statement, so that the
// store beside it can answer with a fault.
func Broke(err error, constraint string) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.ConstraintName == constraint
}

// orNoFile is ErrNone for a row that was meant for a file that is not there.
func orNoFile(err error) error {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if ok && pg.Code == "23503" && strings.HasSuffix(pg.ConstraintName, "_client_id_fkey") {
		return ErrNone
	}
	return err
}

func orNone(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNone
	}
	return err
}
