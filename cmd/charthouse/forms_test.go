package main

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestEveryForm reads the forms of every route that posts from the product's own
// pages, once for all that is done with them.
func TestEveryForm(t *testing.T) {
	began := time.Now()
	g := lay(t)
	m := g.crawl(g.copied(t))
	t.Logf("%s until every page was looked through", time.Since(began))
	e := &effects{ground: g, atlas: m, where: map[string]proof{}, tried: map[string]int{}, why: map[string][]string{}}
	t.Run("has one effect", func(t *testing.T) { oneEffect(t, e) })
	t.Run("takes any words", func(t *testing.T) { anyWords(t, e) })
	t.Run("asks for any page", func(t *testing.T) { anyQueries(t, e) })
}

// oneEffect holds decision 0001: the forms are posted as people do who are in
// doubt: clicked twice, sent again, gone back to, and opened in two tabs.
func oneEffect(t *testing.T, e *effects) {
	// Forms that show after others are found on the way. Whom another form of their
	// floor was in the way gets a floor of their own at the end.
	for _, perFloor := range []int{8, 8, 8, 1, 1} {
		todo := e.todo()
		began := time.Now()
		t.Run("on floors", func(t *testing.T) {
			for routes := range slices.Chunk(todo, perFloor) {
				t.Run(strings.ReplaceAll(routes[0], "/", " "), func(t *testing.T) {
					t.Parallel()
					e.prove(t, routes)
				})
			}
		})
		t.Logf("%s for %d forms", time.Since(began), len(todo))
		if perFloor == 8 && len(e.todo()) == 0 {
			clear(e.tried)
		}
	}
	e.report(t)
}

// proof is where a form was posted with an effect, and filled how.
type proof struct {
	place
	nth int
	way way
}

// effects is what is known of the forms so far.
type effects struct {
	*ground
	*atlas
	mu    sync.Mutex
	where map[string]proof    // of the routes that are proven
	tried map[string]int      // how many of the places
	why   map[string][]string // a post had no effect
}

// todo are the routes that are not proven and have places that nobody tried.
func (e *effects) todo() (out []string) {
	for _, path := range e.posts.paths {
		if e.where[path].route == "" && apart[path] == "" && e.tried[path] < len(e.places[path]) {
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
			at, err := w.prove(p)
			e.mu.Lock()
			if err == nil {
				e.where[route] = at
			} else {
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
		case e.where[path].route != "" && apart[path] != "":
			t.Errorf("POST %s stands in apart, and has a form", path)
		case e.where[path].route != "" || apart[path] != "":
		case len(e.places[path]) == 0:
			t.Errorf("POST %s: its form is on no page that was opened. Name a page that shows it in looks or then, in forms_particular_test.go", path)
		default:
			t.Errorf("POST %s: no post has an effect. Say in forms_particular_test.go what its fields take:\n\t%s", path, strings.Join(e.why[path], "\n\t"))
		}
	}
}
