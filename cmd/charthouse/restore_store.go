package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// setting is what every session of a database begins with, or one role's there.
type setting struct{ Role, Text string }

// carry gives a database the settings of another and answers the statements that
// were refused, for somebody who may: a superuser may have made them.
func carry(ctx context.Context, conn *pgx.Conn, from, to string) (refused []string, err error) {
	kept, err := settingsOf(ctx, conn, from)
	if err != nil {
		return nil, err
	}
	for _, s := range kept {
		_, err := conn.Exec(ctx, s.of(to))
		if _, ok := errors.AsType[*pgconn.PgError](err); ok {
			refused = append(refused, s.of(from))
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("keep the database's settings: %w", err)
		}
	}
	return refused, nil
}

func settingsOf(ctx context.Context, conn *pgx.Conn, database string) ([]setting, error) {
	rows, err := conn.Query(ctx, `
		select coalesce(r.rolname, '') as role, c.text
		from pg_db_role_setting s
		join pg_database d on d.oid = s.setdatabase
		left join pg_roles r on r.oid = s.setrole
		cross join unnest(s.setconfig) c (text)
		where d.datname = $1
		order by 1, 2`, database)
	if err != nil {
		return nil, fmt.Errorf("read the database's settings: %w", err)
	}
	kept, err := pgx.CollectRows(rows, pgx.RowToStructByName[setting])
	if err != nil {
		return nil, fmt.Errorf("read the database's settings: %w", err)
	}
	return kept, nil
}

// lists are kept as lists of quoted names, which are no one string (pg_dump knows
// the same ones by name).
var lists = []string{"search_path", "temp_tablespaces", "local_preload_libraries", "session_preload_libraries"}

// of is the statement that makes the setting in a database.
func (s setting) of(database string) string {
	whose := "alter database " + quoted(database)
	if s.Role != "" {
		whose = "alter role " + quoted(s.Role) + " in database " + quoted(database)
	}
	name, value, _ := strings.Cut(s.Text, "=")
	if !slices.Contains(lists, name) {
		value = "'" + strings.ReplaceAll(value, "'", "''") + "'"
	}
	return whose + " set " + pgx.Identifier(strings.Split(name, ".")).Sanitize() + " to " + value
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }
