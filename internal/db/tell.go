package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/id"
)

// Change is what one act, or several, changed that open screens show: numbers
// and names of screens, never content. What it is about, a screen reads anew as
// whoever looks at it.
type Change struct {
	By       id.Staff      `json:"by,omitempty"`
	Files    []id.Client   `json:"files,omitempty"`
	Days     []id.Location `json:"days,omitempty"` // locations whose day it touched
	Worklist bool          `json:"worklist,omitempty"`
	Inbox    bool          `json:"inbox,omitempty"`
	Here     []id.Client   `json:"here,omitempty"` // files that somebody opened or left
}

func (c Change) none() bool {
	return len(c.Files)+len(c.Days)+len(c.Here) == 0 && !c.Worklist && !c.Inbox
}

// channel is where the processes of one practice tell each other.
const channel = "charthouse"

// pause gathers what a burst of acts changed into one telling.
const pause = 50 * time.Millisecond

// most is how many files one telling names: a NOTIFY takes 8,000 bytes.
const most = 300

// news are the changes that are committed and not told yet.
type news struct {
	mu      sync.Mutex
	waiting []Change
	bell    chan struct{} // nil while nobody tells
}

func (n *news) add(c Change) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.bell == nil || c.none() {
		return
	}
	n.waiting = append(n.waiting, c)
	select {
	case n.bell <- struct{}{}:
	default:
	}
}

func (n *news) open() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.bell = make(chan struct{}, 1)
	return n.bell
}

func (n *news) take() []Change {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := n.waiting
	n.waiting = nil
	return out
}

// Tell tells all processes what acts of this one changed, until ctx ends.
//
// It does so after the commits and gathered, in a transaction that does nothing
// else: a NOTIFY holds one lock for the whole server until its commit is on the
// disk, so that acts which told by themselves would wait for each other
// (decisions/0010). A process that dies in between leaves screens behind that
// read again by themselves minutes later.
func (d *DB) Tell(ctx context.Context, failed func(error)) {
	bell := d.news.open()
	for {
		select {
		case <-ctx.Done():
			return
		case <-bell:
		}
		time.Sleep(pause)
		if err := d.notify(ctx, gathered(d.news.take())); err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}

func (d *DB) notify(ctx context.Context, changes []Change) error {
	b := &pgx.Batch{}
	for _, c := range changes {
		text, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("tell of a change: %w", err)
		}
		b.Queue(`select pg_notify($1, $2)`, channel, string(text))
	}
	if err := d.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("tell of a change: %w", err)
	}
	return nil
}

// gathered are the changes by who made them, cut to what a telling may carry.
func gathered(all []Change) (out []Change) {
	by := map[id.Staff]*Change{}
	var order []id.Staff
	for _, c := range all {
		sum := by[c.By]
		if sum == nil {
			sum = &Change{By: c.By}
			by[c.By], order = sum, append(order, c.By)
		}
		sum.Files, sum.Days, sum.Here = append(sum.Files, c.Files...), append(sum.Days, c.Days...), append(sum.Here, c.Here...)
		sum.Worklist, sum.Inbox = sum.Worklist || c.Worklist, sum.Inbox || c.Inbox
	}
	for _, who := range order {
		c := by[who]
		c.Files, c.Days, c.Here = once(c.Files), once(c.Days), once(c.Here)
		out = append(out, c.cut()...)
	}
	return out
}

func (c Change) cut() (out []Change) {
	for len(c.Files) > most || len(c.Here) > most {
		part := Change{By: c.By, Files: c.Files[:min(most, len(c.Files))], Here: c.Here[:min(most, len(c.Here))]}
		c.Files, c.Here = c.Files[len(part.Files):], c.Here[len(part.Here):]
		out = append(out, part)
	}
	return append(out, c)
}

func once[T ~int64](s []T) []T {
	slices.Sort(s)
	return slices.Compact(s)
}

// Listen hears what all processes tell, until ctx ends: heard gets each change,
// and back is called when listening began, the first time and after each loss,
// since what was told meanwhile is lost. url leads to Postgres without a pooler.
func Listen(ctx context.Context, url string, heard func(Change), back func(), failed func(error)) {
	for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, 30*time.Second) {
		err := listen(ctx, url, heard, func() { wait = time.Second; back() })
		if ctx.Err() != nil {
			return
		}
		failed(err)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// silence is how long nothing is heard before the connection is asked whether
// it lives: a firewall forgets idle ones without a word.
const silence = time.Minute

func listen(ctx context.Context, url string, heard func(Change), back func()) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connect to listen: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, `listen `+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	back()
	for {
		said, err := await(ctx, conn)
		switch {
		case err != nil:
			return fmt.Errorf("listen: %w", err)
		case said == "":
			continue
		}
		var c Change
		if err := json.Unmarshal([]byte(said), &c); err != nil {
			return errors.New("listen: what was told cannot be read")
		}
		heard(c)
	}
}

// await answers what was told next, or empty after a silence in which the
// connection proved alive.
func await(ctx context.Context, conn *pgx.Conn) (string, error) {
	short, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	n, err := conn.WaitForNotification(short)
	if err == nil {
		return n.Payload, nil
	}
	if short.Err() == nil || ctx.Err() != nil {
		return "", err
	}
	return "", conn.Ping(ctx)
}
