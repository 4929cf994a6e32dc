package dbtest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/db"
)

// Cut fails one statement of those that go through its DB, and tells what was
// committed nevertheless. Statements are counted as they leave: begin and commit
// among them, a batch as one, since nothing comes between its parts.
type Cut struct {
	*db.DB

	mu      sync.Mutex
	at      int // the statement that fails, from 1; 0 is none
	how     Failure
	n       int
	acts    int
	looking map[*pgx.Conn]bool
	looked  map[string]bool
}

// Failure is how a statement fails.
type Failure int

const (
	Refused Failure = iota // it does not leave, and the connection goes on
	Lost                   // the connection breaks
)

func (f Failure) String() string { return [...]string{"refused", "the connection lost"}[f] }

// ErrCut is what a refused statement fails with.
var ErrCut = errors.New("cut")

// Cut is a second DB on the test's database, with the same clock.
func (d *Database) Cut(t testing.TB) *Cut {
	t.Helper()
	c := &Cut{looking: map[*pgx.Conn]bool{}, looked: map[string]bool{}}
	settings, err := pgxpool.ParseConfig(d.AppURL)
	must(t, err)
	settings.ConnConfig.Tracer = c
	pool, err := pgxpool.NewWithConfig(context.Background(), settings)
	must(t, err)
	t.Cleanup(pool.Close)
	c.DB = db.New(pool, d.Clock.Now)
	return c
}

// Arm has the nth statement from now on fail.
func (c *Cut) Arm(n int, how Failure) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.how, c.n, c.acts = n, how, 0, 0
}

// Hit tells whether so many statements were asked that one was cut.
func (c *Cut) Hit() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at > 0 && c.n >= c.at
}

// Acts is how many transactions that may change something were committed.
func (c *Cut) Acts() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.acts
}

// Looked are the verbs of the acts that only looked: their rows of the trail are
// kept whatever becomes of what follows.
func (c *Cut) Looked() (verbs []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for v := range c.looked {
		verbs = append(verbs, v)
	}
	return verbs
}

// cut is a context that is over for a reason of its own.
type cut struct{ context.Context }

var over = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

func (cut) Done() <-chan struct{} { return over }
func (cut) Err() error            { return ErrCut }

func (c *Cut) leaves(ctx context.Context, conn *pgx.Conn) context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n++; c.n != c.at {
		return ctx
	}
	if c.how == Refused {
		return cut{ctx}
	}
	_ = conn.PgConn().Conn().Close()
	return ctx
}

// look remembers an act that only looks: begin_act says so in its ninth argument.
func (c *Cut) look(conn *pgx.Conn, sql string, args []any) {
	if !strings.HasPrefix(sql, "select begin_act(") || args[8].(bool) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.looking[conn], c.looked[args[3].(string)] = true, true
}

type askedKey struct{}

// TraceQueryStart is pgx's.
func (c *Cut) TraceQueryStart(ctx context.Context, conn *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	if q.SQL == "rollback" {
		return ctx
	}
	c.look(conn, q.SQL, q.Args)
	return c.leaves(context.WithValue(ctx, askedKey{}, q.SQL), conn)
}

// TraceQueryEnd is pgx's.
func (c *Cut) TraceQueryEnd(ctx context.Context, conn *pgx.Conn, q pgx.TraceQueryEndData) {
	sql, _ := ctx.Value(askedKey{}).(string)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case strings.HasPrefix(sql, "begin"):
		c.looking[conn] = strings.HasSuffix(sql, "read only")
	case sql == "commit" && q.Err == nil && q.CommandTag.String() == "COMMIT" && !c.looking[conn]:
		c.acts++
	}
}

// TraceBatchStart is pgx's.
func (c *Cut) TraceBatchStart(ctx context.Context, conn *pgx.Conn, b pgx.TraceBatchStartData) context.Context {
	for _, q := range b.Batch.QueuedQueries {
		c.look(conn, q.SQL, q.Arguments)
	}
	return c.leaves(ctx, conn)
}

// TraceBatchQuery is pgx's.
func (c *Cut) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}

// TraceBatchEnd is pgx's.
func (c *Cut) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}
