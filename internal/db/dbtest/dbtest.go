// Package dbtest gives each test a database of its own, migrated and empty.
//
// All test processes share one cluster in memory; the first makes a template
// for this schema, each test copies it in about 25 ms.
package dbtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/db"
	"charthouse/internal/db/local/testcluster"
	"charthouse/migrations"
)

// Database is one test's own.
type Database struct {
	*db.DB
	Clock    *Clock
	App      *pgxpool.Pool // the role of the app
	Owner    *pgxpool.Pool // the role that migrates; may see and arrange everything
	AppURL   string
	OwnerURL string
	name     string
}

// Clock is the time of a test: it stands still until moved.
type Clock struct{ at atomic.Pointer[time.Time] }

// Now is the test's instant.
func (c *Clock) Now() time.Time { return *c.at.Load() }

// Set moves the clock to an instant.
func (c *Clock) Set(t time.Time) { c.at.Store(&t) }

// Move moves the clock on by d.
func (c *Clock) Move(d time.Duration) { c.Set(c.Now().Add(d)) }

// Noon is the instant at which tests begin: Monday, 4 May 2026, 16:00 UTC.
var Noon = time.Date(2026, 5, 4, 16, 0, 0, 0, time.UTC)

var serial atomic.Int64

// New copies the template into a database that no other test can see.
func New(t testing.TB) *Database {
	t.Helper()
	ctx := context.Background()
	cluster, err := testcluster.URL(ctx)
	must(t, err)
	admin, err := pgx.Connect(ctx, cluster)
	must(t, err)
	defer func() { _ = admin.Close(ctx) }()
	return copyOf(ctx, t, admin, cluster, template(ctx, t, admin, cluster), Noon)
}

// Copy makes a database as this one is now, which ends every connection to this one.
func (d *Database) Copy(t testing.TB) *Database {
	t.Helper()
	d.App.Close()
	d.Owner.Close()
	ctx := context.Background()
	cluster, err := testcluster.URL(ctx)
	must(t, err)
	admin, err := pgx.Connect(ctx, cluster)
	must(t, err)
	defer func() { _ = admin.Close(ctx) }()
	return copyOf(ctx, t, admin, cluster, d.name, d.Clock.Now())
}

func copyOf(ctx context.Context, t testing.TB, admin *pgx.Conn, cluster, from string, now time.Time) *Database {
	t.Helper()
	name := fmt.Sprintf("t_%d_%d_%s", os.Getpid(), serial.Add(1), strings.ToLower(rand.Text()[:6])) // numbers of processes come again
	_, err := admin.Exec(ctx, `create database `+name+` template `+from+` strategy file_copy`)
	must(t, err)
	d := &Database{Clock: &Clock{}, name: name}
	d.Clock.Set(now)
	d.OwnerURL = inDatabase(t, cluster, name)
	d.AppURL, err = testcluster.AppURL(ctx, name)
	must(t, err)
	d.App, d.Owner = pool(t, d.AppURL), pool(t, d.OwnerURL)
	d.DB = db.New(d.App, d.Clock.Now)
	t.Cleanup(func() { drop(cluster, name) })
	return d
}

func pool(t testing.TB, url string) *pgxpool.Pool {
	cfg, err := pgxpool.ParseConfig(url)
	must(t, err)
	cfg.MaxConns = 8
	p, err := pgxpool.NewWithConfig(context.Background(), cfg)
	must(t, err)
	t.Cleanup(p.Close)
	return p
}

// template makes the migrated database that tests copy, once per schema.
func template(ctx context.Context, t testing.TB, admin *pgx.Conn, cluster string) string {
	name := "tmpl_" + migrations.Hash()
	_, err := admin.Exec(ctx, `select pg_advisory_lock(4242)`)
	must(t, err)
	defer func() { _, _ = admin.Exec(ctx, `select pg_advisory_unlock(4242)`) }()
	var ready bool
	must(t, admin.QueryRow(ctx, `select exists (select from pg_database where datname = $1 and datistemplate)`, name).Scan(&ready))
	if ready {
		return name
	}
	_, err = admin.Exec(ctx, `drop database if exists `+name)
	must(t, err)
	_, err = admin.Exec(ctx, `create database `+name)
	must(t, err)
	must(t, migrations.Up(ctx, inDatabase(t, cluster, name), "charthouse"))
	_, err = admin.Exec(ctx, `alter database `+name+` with is_template true allow_connections false`)
	must(t, err)
	return name
}

func inDatabase(t testing.TB, cluster, name string) string {
	u, err := url.Parse(cluster)
	must(t, err)
	u.Path = "/" + name
	return u.String()
}

// drop removes the database at once: in the background it would often outlive
// the process, and the cluster lies in memory.
func drop(cluster, name string) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, cluster)
	if err != nil {
		return
	}
	defer func() { _ = c.Close(ctx) }()
	_, _ = c.Exec(ctx, `drop database if exists `+pgx.Identifier{name}.Sanitize()+` with (force)`)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
