package db_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
)

// hold takes so many connections at once and gives them back.
func hold(t *testing.T, pool *pgxpool.Pool, n int) (pids []uint32) {
	t.Helper()
	var held []*pgxpool.Conn
	for range n {
		c, err := pool.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		held, pids = append(held, c), append(pids, c.Conn().PgConn().PID())
	}
	for _, c := range held {
		c.Release()
	}
	return pids
}

func TestAConnectionThatTheServerEndedIsNotHandedOut(t *testing.T) {
	d := dbtest.New(t)
	settings, err := pgxpool.ParseConfig(d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	settings.PrepareConn = db.Alive
	pool, err := pgxpool.NewWithConfig(context.Background(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	before := hold(t, pool, 2)
	if again := hold(t, pool, 2); again[0] != before[0] && again[0] != before[1] {
		t.Error("a connection that lives was thrown away")
	}
	if _, err := d.Owner.Exec(t.Context(), `select pg_terminate_backend(p, 5000) from unnest($1::int[]) p`, before); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); time.Since(began) < 100*time.Millisecond; { // pgx itself asks what lay idle for a second
		if _, err := pool.Exec(t.Context(), `select 1`); err != nil {
			t.Fatalf("%v, away %v", err, db.Away(err))
		}
	}
}

// After a write that was slow pgx may leave a read of its own waiting on the idle
// connection: whoever waits for that read waits for ever.
func TestLookingAtAConnectionDoesNotWaitForARead(t *testing.T) {
	d := dbtest.New(t)
	c, err := d.App.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	conn := c.Hijack()
	reading := make(chan struct{})
	go func() {
		close(reading)
		_, _ = conn.PgConn().Conn().Read(make([]byte, 1)) // until it is closed
	}()
	<-reading
	time.Sleep(50 * time.Millisecond)
	looked := make(chan bool)
	go func() {
		yes, _ := db.Alive(context.Background(), conn)
		looked <- yes
	}()
	select {
	case yes := <-looked:
		if !yes {
			t.Error("a connection that lives would be thrown away")
		}
	case <-time.After(2 * time.Second):
		t.Error("looking waits for a read that may never end")
	}
	_ = conn.PgConn().Conn().Close()
}

func TestALostConnectionIsTold(t *testing.T) {
	d := dbtest.New(t)
	c, err := d.App.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Release()
	if _, err := d.Owner.Exec(t.Context(), `select pg_terminate_backend($1, 5000)`, c.Conn().PgConn().PID()); err != nil {
		t.Fatal(err)
	}
	for _, nth := range []string{"first", "second"} {
		if _, err := c.Exec(t.Context(), `select 1`); !db.Away(err) {
			t.Errorf("the %s statement: %v", nth, err)
		}
	}
	if _, err := d.App.Exec(t.Context(), `select 1 / 0`); err == nil || db.Away(err) {
		t.Errorf("a mistake of the statement: %v", err)
	}
}
