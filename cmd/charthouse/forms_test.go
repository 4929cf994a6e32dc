package main

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestEveryFormHasOneEffect holds decision 0001 over every route that posts. The
// forms are read from the product's own pages and posted as people do who are in
// doubt: clicked twice, sent again, gone back to, and opened in two tabs.
func TestEveryFormHasOneEffect(t *testing.T) {
	began := time.Now()
	g := lay(t)
	e := &effects{ground: g, atlas: g.crawl(g.copied(t)), proven: map[string]bool{}, tried: map[string]int{}, why: map[string][]string{}}
	t.Logf("%s until every page was looked through", time.Since(began))
	for _, perFloor := range []int{8, 8, 8, 8, 1, 1} {
		todo := e.todo()
		began := time.Now()
		t.Run("forms", func(t *testing.T) {
			for routes := range slices.Chunk(todo, perFloor) {
				t.Run(strings.NewReplacer("/", " ").Replace(routes[0]), func(t *testing.T) {
					t.Parallel()
					e.prove(t, routes)
				})
			}
		})
		t.Logf("%s for %d forms", time.Since(began), len(todo))
		if perFloor == 8 && len(e.todo()) == 0 { // whom another form of their floor was in the way gets one of their own
			clear(e.tried)
		}
	}
	e.report(t)
}

// effects is what is known of the forms so far.
type effects struct {
	*ground
	*atlas
	mu     sync.Mutex
	proven map[string]bool
	tried  map[string]int      // how many of the places
	why    map[string][]string // a post had no effect
}

// todo are the routes that are not proven and have places that nobody tried.
func (e *effects) todo() (out []string) {
	for _, path := range e.posts.paths {
		if !e.proven[path] && apart[path] == "" && e.tried[path] < len(e.places[path]) {
			out = append(out, path)
		}
	}
	return out
}

// prove takes the routes on one pair of copies.
func (e *effects) prove(t *testing.T, routes []string) {
	w := twins{e, e.copied(t), e.copied(t)}
	for _, route := range routes {
		e.mu.Lock()
		places := slices.Clone(e.places[route][e.tried[route]:])
		e.tried[route] = len(e.places[route])
		e.why[route] = nil
		e.mu.Unlock()
		for _, p := range places {
			err := w.prove(p)
			e.mu.Lock()
			e.proven[route] = err == nil
			if err != nil {
				e.why[route] = append(e.why[route], err.Error())
			}
			e.mu.Unlock()
			if err == nil {
				break
			}
		}
	}
}

func (e *effects) report(t *testing.T) {
	t.Helper()
	for _, path := range e.posts.paths {
		switch {
		case e.proven[path] && apart[path] != "":
			t.Errorf("POST %s stands in apart, and has a form", path)
		case e.proven[path] || apart[path] != "":
		case len(e.places[path]) == 0:
			t.Errorf("POST %s: its form is on no page that was opened. Name a page that shows it in looks or then, in forms_particular_test.go", path)
		default:
			t.Errorf("POST %s: no post has an effect. Say in forms_particular_test.go what its fields take:\n\t%s", path, strings.Join(e.why[path], "\n\t"))
		}
	}
}
