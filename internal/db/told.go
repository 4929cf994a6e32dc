package db

import (
	"slices"
	"sync"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
)

// again is how long a look stands in the trail for the page that renews itself.
const again = 5 * time.Minute

// told are the looks that this process wrote into the trail lately. A page that
// renews itself every few seconds would bury the trail under its repetitions;
// what is not here is written, so a lost memory costs a row and no truth.
type told struct {
	mu    sync.Mutex
	looks map[look]glance
}

type look struct {
	who  string
	verb access.Verb
	file id.Client // 0 for a list
}

type glance struct {
	at    time.Time
	shown []id.Client // in order, of a list
}

// file is true where the same person's look into the same file stands already
// and their page only renews itself.
func (t *told) file(who access.Actor, act access.Act, now time.Time) bool {
	if !who.Renews() || len(act.Clients()) != 1 {
		return false
	}
	_, fresh := t.find(look{who.Key(), act.Verb(), act.Clients()[0]}, now)
	return fresh
}

// list is the same for a list, which may name no file that it did not name then.
func (t *told) list(who access.Actor, v access.Verb, shown []id.Client, now time.Time) bool {
	if !who.Renews() {
		return false
	}
	was, fresh := t.find(look{who: who.Key(), verb: v}, now)
	return fresh && !slices.ContainsFunc(shown, func(c id.Client) bool {
		_, found := slices.BinarySearch(was.shown, c)
		return !found
	})
}

func (t *told) find(l look, now time.Time) (glance, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g, ok := t.looks[l]
	return g, ok && now.Sub(g.at) < again
}

// keepFile remembers a look into a file that was written.
func (t *told) keepFile(who access.Actor, act access.Act, now time.Time) {
	if len(act.Clients()) == 1 {
		t.keep(look{who.Key(), act.Verb(), act.Clients()[0]}, glance{at: now})
	}
}

// keepList remembers the files that a list showed.
func (t *told) keepList(who access.Actor, v access.Verb, shown []id.Client, now time.Time) {
	t.keep(look{who: who.Key(), verb: v}, glance{now, slices.Sorted(slices.Values(shown))})
}

func (t *told) keep(l look, g glance) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(g.at)
	t.looks[l] = g
}

// forget drops what is over, where much is remembered.
func (t *told) forget(now time.Time) {
	if t.looks == nil {
		t.looks = map[look]glance{}
	}
	if len(t.looks) < 2000 {
		return
	}
	for l, g := range t.looks {
		if now.Sub(g.at) >= again {
			delete(t.looks, l)
		}
	}
}
