package db_test

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/local"
	"charthouse/internal/id"
	"charthouse/migrations"
)

// Eight people write, each in a file of their own, on a server that syncs each
// commit to the disk: how many writes a second without telling anybody, telling
// within the act, and telling after it as the house does.
func BenchmarkEightWriters(b *testing.B) {
	ctx := context.Background()
	s, err := local.Start(ctx, local.Options{Dir: b.TempDir(), Log: io.Discard})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Stop() })
	role, err := migrations.Role(s.AppURL())
	if err != nil {
		b.Fatal(err)
	}
	if err := migrations.Up(ctx, s.OwnerURL(), role); err != nil {
		b.Fatal(err)
	}
	cfg, err := pgxpool.ParseConfig(s.AppURL())
	if err != nil {
		b.Fatal(err)
	}
	cfg.MaxConns = 12
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	quiet := db.New(pool, time.Now)
	files := make([]id.Client, 8)
	for i := range files {
		err := quiet.Write(ctx, desk, access.CreateClient.OnNew(), func(tx *db.Tx) error {
			files[i] = tx.Client()
			return insert(ctx, tx, files[i], "Haddad")
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	told := db.New(pool, time.Now)
	bell, stop := context.WithCancel(ctx)
	b.Cleanup(stop)
	go told.Tell(bell, func(err error) { b.Error(err) })
	go db.Listen(bell, s.AppURL(), func(db.Change) {}, func() {}, func(error) {})
	time.Sleep(300 * time.Millisecond)
	for range 2 {
		b.Run("quiet", func(b *testing.B) { writers(b, quiet, files, `select length($1)`) })
		b.Run("within", func(b *testing.B) { writers(b, quiet, files, `select pg_notify('charthouse', $1)`) })
		b.Run("after", func(b *testing.B) { writers(b, told, files, `select length($1)`) })
	}
}

func writers(b *testing.B, d *db.DB, files []id.Client, more string) {
	var n atomic.Int64
	var wg sync.WaitGroup
	for _, c := range files {
		wg.Go(func() {
			for n.Add(1) <= int64(b.N) {
				err := d.Write(context.Background(), desk, access.EditClient.On(c), func(tx *db.Tx) error {
					if err := tx.ExecOne(context.Background(), `update clients set phone = md5(random()::text) where id = $1`, c); err != nil {
						return err
					}
					_, err := tx.Exec(context.Background(), more, `{"files":[1]}`)
					return err
				})
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}
