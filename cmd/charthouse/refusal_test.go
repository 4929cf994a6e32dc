package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/web/page"
)

// matrix is every route, by everybody, on everything.
type matrix struct {
	*dbtest.Database
	t        *testing.T
	handler  http.Handler
	site     *page.Site
	log      saying
	salt     string
	people   []*asker
	lapsing  []int64           // files whose links will be over
	tokens   []string          // of all links, in the order they were opened
	secrets  map[string]string // what each unguessable value is
	told     map[string]bool   // kinds of words that were read by who may
	mu       sync.Mutex
	refusals map[string]refusal // by the number of the request
	cells    int
}

func openMatrix(t *testing.T) *matrix {
	t.Helper()
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	m := &matrix{Database: dbtest.New(t), t: t, salt: salted(), secrets: map[string]string{}, told: map[string]bool{}, refusals: map[string]refusal{}}
	m.site, m.handler = wire(&house{db: m.DB, pool: m.App, dir: t.TempDir(), documents: store}, config.Config{}, slog.New(slog.NewTextHandler(&m.log, nil)))
	m.employ()
	m.furnish(store)
	m.complete()
	m.gather()
	m.leave()
	m.hide()
	return m
}

// secret keeps a value that may be told to nobody.
func (m *matrix) secret(what, value string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if value != "" {
		m.secrets[value] = what
	}
}

func numbers(of []int64) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(of), " ", ","), "[]")
}

// TestTheMatrixOfRefusals asks every route as everybody for everything: first
// what must be refused, by all at once, then what they may do, each in a file of
// their own.
func TestTheMatrixOfRefusals(t *testing.T) {
	m := openMatrix(t)
	began := time.Now()
	m.walk(func(_ look, want verdict) bool { return !allowed(want) })
	m.links()
	m.untouched()
	t.Logf("%d refusals in %s", m.cells, time.Since(began))
	m.walk(func(l look, want verdict) bool { return allowed(want) && l.Method == http.MethodGet })
	t.Logf("%d with looks in %s", m.cells, time.Since(began))
	m.walk(func(l look, want verdict) bool { return allowed(want) && l.Method == http.MethodPost })
	m.deliver()
	m.quiet()
	t.Logf("%d cells in %s", m.cells, time.Since(began))
}

// walk asks everybody's cells of such a verdict, two people at a time.
func (m *matrix) walk(such func(look, verdict) bool) {
	var all sync.WaitGroup
	turns := make(chan struct{}, 2)
	for _, a := range m.people {
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			for _, route := range m.site.Table() {
				for _, l := range m.looks(route, a) {
					if want := expected(a, l); such(l, want) {
						m.try(a, l, want)
					}
				}
			}
		})
	}
	all.Wait()
}

// try asks one cell.
func (m *matrix) try(a *asker, l look, want verdict) {
	method := l.Method
	if l.Verb == access.Follow {
		method = http.MethodHead // a stream is over with its first flush
	}
	w := m.ask(a, method, l.path, l.form(a))
	cell := fmt.Sprintf("%s %s as %s (%s %s)", l.Method, l.Path, a.name, l.of, l.rel)
	m.mu.Lock()
	m.cells++
	if !allowed(want) {
		m.refusals[w.Header().Get("X-Request-Id")] = refusal{cell, w.Code, l.Verb == access.Follow}
	}
	m.mu.Unlock()
	if !want.is(w) {
		m.t.Errorf("%s: %d %s, and not %s", cell, w.Code, w.Header().Get("Location"), want)
	}
	m.listen(a, cell, want, w)
	if want == out {
		m.enter(a)
	}
}

func allowed(want verdict) bool { return want != door && want != refused && want != none }

// refusal is a cell that was refused, and how.
type refusal struct {
	cell string
	code int
	told bool // a stream is no act: its page stands in the trail
}

// untouched holds the refusals to the history and the trail: none changed a row,
// and whoever was refused for their role or for the file stands there as refused.
func (m *matrix) untouched() {
	for _, n := range m.requests(`select distinct t.request from history h join trail t on t.id = h.trail_id`) {
		if r, of := m.refusals[n]; of {
			m.t.Errorf("%s: refused, and changed something", r.cell)
		}
	}
	kept := map[string]bool{}
	for _, n := range m.requests(`select request from trail where not allowed`) {
		kept[n] = true
	}
	for n, r := range m.refusals {
		if r.code == http.StatusForbidden && !kept[n] && !r.told {
			m.t.Errorf("%s: the trail does not tell", r.cell)
		}
	}
}

func (m *matrix) requests(sql string) (out []string) {
	m.t.Helper()
	if err := m.Owner.QueryRow(m.t.Context(), `select coalesce(array_agg(n), '{}') from (`+sql+`) s (n)`).Scan(&out); err != nil {
		m.t.Fatal(err)
	}
	return out
}
