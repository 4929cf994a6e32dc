package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	"charthouse/web/page"
)

// wired is the whole site on a database of the test's own.
func wired(t testing.TB) (*dbtest.Database, *page.Site, http.Handler) {
	t.Helper()
	d := dbtest.New(t)
	site, handler := wireOn(t, d)
	return d, site, handler
}

func wireOn(t testing.TB, d *dbtest.Database) (*page.Site, http.Handler) {
	t.Helper()
	return wire(&house{db: d.DB, pool: d.App, dir: t.TempDir()}, config.Config{}, slog.New(slog.DiscardHandler))
}

// Run with GOLDEN=write to renew web/routes.golden.
func TestTheRoutesAreWhatIsCommitted(t *testing.T) {
	_, site, _ := wired(t)
	var b strings.Builder
	for _, r := range site.Table() {
		fmt.Fprintf(&b, "%-4s %-60s %s\n", r.Method, r.Path, r.Verb)
	}
	const golden = "../../web/routes.golden"
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the routes changed; review them and run with GOLDEN=write:\n%s", diff)
	}
}
