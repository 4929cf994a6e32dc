package main

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

func countBig(ctx context.Context, pool *pgxpool.Pool) (clients, visits int, err error) {
	err = pool.QueryRow(ctx, `select (select count(*) from clients), (select count(*) from visits)`).Scan(&clients, &visits)
	return clients, visits, err
}
