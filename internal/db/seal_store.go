package db

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// lockSeals has one process at a time seal.
func lockSeals(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `select pg_advisory_xact_lock(7305, 1)`)
	return err
}

// Head is the hash of the last seal; empty where nothing is sealed yet.
func (d *DB) Head(ctx context.Context) (at Seal, err error) {
	rows, err := d.pool.Query(ctx, `
		select id, tbl, upto, n, hash
		from seals
		order by id desc
		limit 1`)
	if err != nil {
		return at, fmt.Errorf("read the head of the chain: %w", err)
	}
	at, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Seal])
	if errors.Is(err, pgx.ErrNoRows) {
		return Seal{}, nil
	}
	return at, err
}

func lastSeal(ctx context.Context, tx pgx.Tx) (hash []byte, err error) {
	err = tx.QueryRow(ctx, `
		select hash
		from seals
		order by id desc
		limit 1`).Scan(&hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return hash, err
}

func listSeals(ctx context.Context, tx pgx.Tx) ([]Seal, error) {
	rows, err := tx.Query(ctx, `
		select id, tbl, upto, n, hash
		from seals
		order by id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[Seal])
}

// advanceMark notes how far numbers were given out, then which transactions
// could still hold one of them; ripe is true once those have ended. A bound of
// another cluster, as a restore brings it, is taken anew.
func advanceMark(ctx context.Context, tx pgx.Tx, tbl string) (upto int64, ripe bool, err error) {
	err = tx.QueryRow(ctx, `
		select upto, coalesce(bound <= pg_snapshot_xmin(pg_current_snapshot()), false)
		from seal_marks
		where tbl = $1`, tbl).Scan(&upto, &ripe)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = tx.Exec(ctx, `
			insert into seal_marks (tbl, upto)
			select $1, case $1 when 'trail' then (select max(id) from trail) else (select max(id) from history) end
			where exists (select from trail)
			  and case $1 when 'trail' then (select max(id) from trail) else (select max(id) from history) end is not null`, tbl)
		return 0, false, err
	}
	if err != nil || ripe {
		return upto, ripe, err
	}
	_, err = tx.Exec(ctx, `
		update seal_marks
		set bound = pg_snapshot_xmax(pg_current_snapshot())
		where tbl = $1 and (bound is null or bound > pg_snapshot_xmax(pg_current_snapshot()))`, tbl)
	return upto, false, err
}

func dropMark(ctx context.Context, tx pgx.Tx, tbl string) error {
	_, err := tx.Exec(ctx, `delete from seal_marks where tbl = $1`, tbl)
	return err
}

// nextSeal is after which number the next seal begins, and where it ends.
func nextSeal(ctx context.Context, tx pgx.Tx, tbl string, upto int64) (after, end int64, err error) {
	err = tx.QueryRow(ctx, `
		select s.after, least(s.after + $3, $2)
		from (select coalesce(max(upto), 0) as after from seals where tbl = $1) s`, tbl, upto, rowsOfSeal).Scan(&after, &end)
	return after, end, err
}

func digestOf(ctx context.Context, tx pgx.Tx, tbl string, after, upto int64) (n int64, digest []byte, err error) {
	sql := `select n, digest from trail_digest($1, $2)`
	if tbl == "history" {
		sql = `select n, digest from history_digest($1, $2)`
	}
	if err := tx.QueryRow(ctx, sql, after, upto).Scan(&n, &digest); err != nil {
		return 0, nil, fmt.Errorf("hash %s: %w", tbl, err)
	}
	return n, digest, nil
}

func insertSeal(ctx context.Context, tx pgx.Tx, s Seal) error {
	_, err := tx.Exec(ctx, `
		insert into seals (tbl, upto, n, hash)
		values ($1, $2, $3, $4)`, s.Tbl, s.Upto, s.N, s.Hash)
	return err
}

func countUnsealed(ctx context.Context, tx pgx.Tx, trail, history int64) (n int64, err error) {
	err = tx.QueryRow(ctx, `
		select (select count(*) from trail where id > $1) + (select count(*) from history where id > $2)`, trail, history).Scan(&n)
	return n, err
}
