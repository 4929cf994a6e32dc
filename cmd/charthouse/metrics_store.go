package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// held is how many jobs of a kind are in a state.
type held struct {
	Kind, State string
	Count       int
}

// unfinished counts the jobs that are not done, and says for how long the oldest
// has been due. River keeps its own time, so this reads the server's clock.
func unfinished(ctx context.Context, pool *pgxpool.Pool) (jobs []held, oldest time.Duration, err error) {
	rows, err := pool.Query(ctx, `
		select kind, state::text as state, count(*) as count
		from river_job
		where finalized_at is null
		group by kind, state
		order by kind, state`)
	if err != nil {
		return nil, 0, fmt.Errorf("count the jobs: %w", err)
	}
	if jobs, err = pgx.CollectRows(rows, pgx.RowToStructByName[held]); err != nil {
		return nil, 0, fmt.Errorf("count the jobs: %w", err)
	}
	var seconds float64
	err = pool.QueryRow(ctx, `
		select coalesce(extract(epoch from now() - min(scheduled_at)), 0)
		from river_job
		where state in ('available', 'retryable') and scheduled_at <= now()`).Scan(&seconds)
	if err != nil {
		return nil, 0, fmt.Errorf("find the oldest job: %w", err)
	}
	return jobs, time.Duration(seconds * float64(time.Second)), nil
}
