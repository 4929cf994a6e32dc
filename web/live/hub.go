package live

import (
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"sync"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/page"
)

const (
	beat = 25 * time.Second // a line that keeps proxies awake, and the moment in which a session is asked for again
	life = 10 * time.Minute // the longest a stream lives: its page opens the next
	stay = 20 * time.Second // how often the open pages of this process are renewed
	most = 12               // streams of one person on one process
)

// Hub passes on what changed to the pages of this process.
type Hub struct {
	site    *page.Site
	db      *db.DB
	log     *slog.Logger
	process string

	mu      sync.Mutex
	readers map[*reader]struct{}
	over    chan struct{} // closed when no stream may go on
}

// New makes a hub. It is still until it runs.
func New(site *page.Site, d *db.DB, log *slog.Logger) *Hub {
	return &Hub{site: site, db: d, log: log, process: rand.Text(), readers: map[*reader]struct{}{}, over: make(chan struct{})}
}

// Run hears and tells until ctx ends; then every stream ends at once. direct is
// the database without a pooler.
func (h *Hub) Run(ctx context.Context, direct string) {
	var all sync.WaitGroup
	all.Go(func() { h.db.Tell(ctx, h.failed) })
	all.Go(func() { db.Listen(ctx, direct, h.heard, h.back, h.failed) })
	all.Go(func() { h.renew(ctx) })
	<-ctx.Done()
	close(h.over)
	all.Wait()
}

func (h *Hub) failed(err error) {
	h.log.Warn("screens are not told of changes for a while", "error", err.Error())
}

// renew keeps the presence of this process' pages.
func (h *Hub) renew(ctx context.Context) {
	tick := time.NewTicker(stay)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := h.db.Stay(ctx, h.process); err != nil && ctx.Err() == nil {
			h.failed(err)
		}
	}
}

// heard passes a change to the pages that show it.
func (h *Hub) heard(c db.Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for r := range h.readers {
		r.tell(r.topics.touches(c), slices.Contains(c.Here, r.topics.File), c.By)
	}
}

// back has every page read anew: what was told while nobody listened is lost.
func (h *Hub) back() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for r := range h.readers {
		r.tell(true, true, 0)
	}
}

// Open is how many streams are open.
func (h *Hub) Open() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.readers)
}

var errMany = fault.New(fault.TooMany, "Too many pages of yours follow changes at once. This one shows them when it is opened again.")

// enter adds a page, unless its person has too many open.
func (h *Hub) enter(t topics, staff id.Staff) (*reader, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for r := range h.readers {
		if r.staff == staff {
			n++
		}
	}
	if n >= most {
		return nil, errMany
	}
	r := &reader{topics: t, staff: staff, bell: make(chan struct{}, 1)}
	h.readers[r] = struct{}{}
	return r, nil
}

func (h *Hub) leave(r *reader) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.readers, r)
}

// reader is one open page. What it has not been told yet is gathered: nobody
// waits for a slow one.
type reader struct {
	topics topics
	staff  id.Staff
	bell   chan struct{}
	said   *string // who else is here, as its page says it; its own stream's

	mu   sync.Mutex
	news news
}

// news is what a page is told next.
type news struct {
	changed, here bool
	by            id.Staff // the last hand
}

func (r *reader) tell(changed, here bool, by id.Staff) {
	if !changed && !here {
		return
	}
	r.mu.Lock()
	r.news.here = r.news.here || here
	if changed {
		r.news.changed, r.news.by = true, by
	}
	r.mu.Unlock()
	select {
	case r.bell <- struct{}{}:
	default:
	}
}

func (r *reader) take() news {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.news
	r.news = news{}
	return n
}
