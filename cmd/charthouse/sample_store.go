package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const loading = "the sample practice is loading"

// markLoading notes on the database itself that the sample is not whole yet. It
// is no file: a restored database must never inherit it. It waits for the disk,
// and so does whatever was committed before it.
func markLoading(ctx context.Context, pool *pgxpool.Pool, on bool) error {
	note := "null"
	if on {
		note = "'" + loading + "'"
	}
	database := pgx.Identifier{pool.Config().ConnConfig.Database}.Sanitize()
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `set local synchronous_commit = on; comment on database `+database+` is `+note)
		return err
	})
	if err != nil {
		return fmt.Errorf("note whether the sample is whole: %w", err)
	}
	return nil
}

// isLoading tells whether a load of the sample was not finished.
func isLoading(ctx context.Context, pool *pgxpool.Pool) (half bool, err error) {
	err = pool.QueryRow(ctx, `
		select coalesce(shobj_description(oid, 'pg_database') = $1, false)
		from pg_database
		where datname = current_database()`, loading).Scan(&half)
	if err != nil {
		return false, fmt.Errorf("see whether the sample is whole: %w", err)
	}
	return half, nil
}

// isImported tells whether records came in, or a code list beyond the sample's own.
func isImported(ctx context.Context, pool *pgxpool.Pool, codes int) (imported bool, err error) {
	err = pool.QueryRow(ctx, `
		select exists (select from imported)
		  or exists (select from imported_directory)
		  or (select count(*) from diagnosis_codes) > $1`, codes).Scan(&imported)
	if err != nil {
		return false, fmt.Errorf("see whether records were imported: %w", err)
	}
	return imported, nil
}
