package db

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// Cost is what a request asked of Postgres.
type Cost struct {
	mu      sync.Mutex
	Queries int           // statements, those of a batch each for itself
	Rows    int64         // that were read or written
	SQL     time.Duration // from asking to the last row
}

func (c *Cost) add(queries int, rows int64, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Queries, c.Rows, c.SQL = c.Queries+queries, c.Rows+rows, c.SQL+took
}

// String is the cost as a Server-Timing header tells it.
func (c *Cost) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return fmt.Sprintf("sql;dur=%.3f, queries;desc=%d, rows;desc=%d", float64(c.SQL.Microseconds())/1000, c.Queries, c.Rows)
}

type meterKey int

const (
	costKey meterKey = iota
	askedKey
)

// Metered is ctx with a Cost to which all that is asked through it is added, by
// pools whose tracer is a Meter.
func Metered(ctx context.Context) (context.Context, *Cost) {
	c := &Cost{}
	return context.WithValue(ctx, costKey, c), c
}

// Meter is the tracer of a pool. It keeps no statement and no value, and does
// nothing where the context is not Metered.
type Meter struct{}

func begun(ctx context.Context) context.Context {
	if ctx.Value(costKey) == nil {
		return ctx
	}
	return context.WithValue(ctx, askedKey, time.Now())
}

func ended(ctx context.Context, queries int, rows int64, last bool) {
	c, ok := ctx.Value(costKey).(*Cost)
	if !ok {
		return
	}
	var took time.Duration
	if at, ok := ctx.Value(askedKey).(time.Time); ok && last {
		took = time.Since(at)
	}
	c.add(queries, rows, took)
}

// TraceQueryStart is pgx's.
func (Meter) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return begun(ctx)
}

// TraceQueryEnd is pgx's.
func (Meter) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryEndData) {
	ended(ctx, 1, q.CommandTag.RowsAffected(), true)
}

// TraceBatchStart is pgx's.
func (Meter) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return begun(ctx)
}

// TraceBatchQuery is pgx's.
func (Meter) TraceBatchQuery(ctx context.Context, _ *pgx.Conn, q pgx.TraceBatchQueryData) {
	ended(ctx, 1, q.CommandTag.RowsAffected(), false)
}

// TraceBatchEnd is pgx's.
func (Meter) TraceBatchEnd(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchEndData) {
	ended(ctx, 0, 0, true)
}
