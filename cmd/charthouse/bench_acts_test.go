package main

import (
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/cmd/charthouse/bench"
	"charthouse/internal/config"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/sample"
)

// measured does the acts of the bench in a practice of a size, a few times each.
func measured(t *testing.T, size sample.Size) map[string]bench.Figure {
	t.Helper()
	d := dbtest.New(t)
	if err := sample.LoadBig(t.Context(), d.Owner, time.Now(), size, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	settings, err := pgxpool.ParseConfig(d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	settings.ConnConfig.Tracer = db.Meter{}
	pool, err := pgxpool.NewWithConfig(t.Context(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	site, handler := wire(&house{db: db.New(pool, time.Now), pool: pool, dir: t.TempDir(), documents: store}, config.Config{}, slog.New(slog.DiscardHandler))
	site.Meter()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	figures, _, err := bench.Run(t.Context(), bench.Asked{
		URL: server.URL, Owner: d.Owner, Password: sample.Password, Times: 24, Said: func(string, int, int) {},
		Desk: "tomasz@kestrellane.example", Biller: "kwame@kestrellane.example", Manager: "ingrid@kestrellane.example",
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bench.Figure{}
	for _, f := range figures {
		out[f.Act] = f
	}
	return out
}

// A page whose queries grow with its rows asks more of the practice that is four times as big.
func TestNoActAsksMoreQuestionsOfABiggerPractice(t *testing.T) {
	// The small one has something for every part of every page: what is empty asks nothing.
	small, big := measured(t, sample.Size{Clients: 300, Visits: 6000}), measured(t, sample.Size{Clients: 1200, Visits: 24000})
	if len(small) < 20 {
		t.Errorf("only %d acts were done", len(small))
	}
	for act, f := range big {
		if f.Failures > 0 || small[act].Failures > 0 {
			t.Errorf("%s: %d and %d of %d failed", act, small[act].Failures, f.Failures, f.N)
		}
		if f.Queries > small[act].Queries+2 { // a first save settles, a second does not
			t.Errorf("%s asks %.1f queries of the small practice and %.1f of the big one", act, small[act].Queries, f.Queries)
		}
	}
}
