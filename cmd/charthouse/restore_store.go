package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// unused refuses while somebody else is in the database: a practice that is
// served must not have its records changed under its pages. Sessions that have
// just ended are given a moment to go.
func unused(ctx context.Context, conn *pgx.Conn, database string) error {
	for try := 0; ; try++ {
		var others int
		err := conn.QueryRow(ctx, `
			select count(*)
			from pg_stat_activity
			where datname = $1 and coalesce(backend_type, 'client backend') = 'client backend'`, database).Scan(&others)
		switch {
		case err != nil:
			return fmt.Errorf("see who uses the database: %w", err)
		case others == 0:
			return nil
		case try == 40:
			return errServed
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// remake makes an empty database, in the place of what an earlier restore left.
func remake(ctx context.Context, conn *pgx.Conn, database string) error {
	if err := discard(ctx, conn, database); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, `create database `+quoted(database))
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok && refused.Code == "42501" {
		return fmt.Errorf("a restore stands in a database of its own first, which %s may not make: "+
			"let that role create databases (alter role ... createdb), or name one that may in DATABASE_OWNER_URL", conn.Config().User)
	}
	if err != nil {
		return fmt.Errorf("make a database to restore into: %w", err)
	}
	return nil
}

func discard(ctx context.Context, conn *pgx.Conn, database string) error {
	if _, err := conn.Exec(ctx, `drop database if exists `+quoted(database)+` with (force)`); err != nil {
		return fmt.Errorf("remove the database %s: %w", database, err)
	}
	return nil
}

// exchange puts the database beside into the place of the present one, in one
// transaction, and removes the old one.
func exchange(ctx context.Context, conn *pgx.Conn, present, beside string) error {
	old := present + "_before"
	if err := discard(ctx, conn, old); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `alter database `+quoted(present)+` rename to `+quoted(old)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `alter database `+quoted(beside)+` rename to `+quoted(present))
		return err
	})
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok && refused.Code == "55006" {
		return errServed // somebody came meanwhile
	}
	if err != nil {
		return fmt.Errorf("put the restored database in its place: %w", err)
	}
	return discard(ctx, conn, old)
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }
