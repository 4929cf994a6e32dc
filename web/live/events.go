package live

import (
	"context"
	"crypto/rand"
	"errors"
	mrand "math/rand/v2"
	"net/http"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/page"
	"charthouse/web/show"
)

// Routes is the one stream.
func (h *Hub) Routes(rt page.Routes) {
	rt.Get("/events", access.Follow, h.events)
}

// events answers GET /events?day=&worklist=&inbox=&file=&writing=: a stream that
// says "change" where the page may show something old, and "here" with who else
// is in its file.
func (h *Hub) events(w http.ResponseWriter, r *http.Request) error {
	t, err := page.Query[topics](r)
	if err != nil {
		return err
	}
	if t == (topics{Writing: t.Writing}) {
		return errNothing
	}
	who := page.Actor(r)
	if err := t.allowed(r.Context(), h.db, who); err != nil {
		return err
	}
	mine, err := h.enter(t, who.Staff())
	if err != nil {
		return err
	}
	defer h.leave(mine)
	if t.File != 0 {
		leave, err := h.arrive(r.Context(), t, who.Staff())
		if err != nil {
			return err
		}
		defer leave()
	}
	// A lost reader is noticed here at the latest; no error is left to answer.
	_ = h.follow(page.Streaming(w), r, mine)
	return nil
}

var errNothing = fault.New(fault.NotFound, "There is nothing to follow at this address.")

// arrive notes that the person has a page of the file open; leave takes it back,
// also when the request is over.
func (h *Hub) arrive(ctx context.Context, t topics, staff id.Staff) (leave func(), err error) {
	s := db.Stream{Key: rand.Text(), Process: h.process, File: t.File, Staff: staff, Writing: t.Writing}
	if err := h.db.Enter(ctx, s); err != nil {
		return nil, err
	}
	return func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		if err := h.db.Leave(last, s); err != nil {
			h.failed(err)
		}
	}, nil
}

// follow writes until the page goes, the session ends, the person may not see it
// any more, or the stream is old: its page then opens another.
func (h *Hub) follow(s page.Stream, r *http.Request, mine *reader) error {
	mine.tell(false, mine.topics.File != 0, 0)
	old := time.After(life + mrand.N(life/4))
	tick := time.NewTicker(beat)
	defer tick.Stop()
	err := s.Begin(2000)
	for err == nil {
		select {
		case <-r.Context().Done():
			return r.Context().Err()
		case <-h.over:
			return nil
		case <-old:
			return nil
		case <-tick.C:
			if err := h.stands(r, mine.topics); err != nil {
				return err
			}
			err = s.Beat()
		case <-mine.bell:
			err = h.pass(s, r, mine)
		}
	}
	return err
}

// stands is nil where the person is still signed in and may still be told.
func (h *Hub) stands(r *http.Request, t topics) error {
	p, err := h.site.Still(r)
	if err != nil {
		return err
	}
	return t.allowed(r.Context(), h.db, p.Actor)
}

// pass writes what the page is told next. That a file became restricted is asked
// first: whoever is outside now reads their page anew, which says so, and learns
// nothing more.
func (h *Hub) pass(s page.Stream, r *http.Request, mine *reader) error {
	n, file := mine.take(), mine.topics.File
	if file != 0 {
		if err := h.db.MayFollow(r.Context(), page.Actor(r), file); err != nil {
			return errors.Join(err, s.Event("change", map[string]string{"by": ""}))
		}
	}
	if n.changed {
		by, err := h.hand(r.Context(), n.by, mine.staff)
		if err != nil {
			return err
		}
		if err := s.Event("change", map[string]string{"by": by}); err != nil {
			return err
		}
	}
	if n.here && file != 0 {
		return h.passMates(s, r, mine)
	}
	return nil
}

// hand is who changed something, in words: nobody where it was the reader.
func (h *Hub) hand(ctx context.Context, by, reader id.Staff) (string, error) {
	switch by {
	case reader:
		return "", nil
	case 0:
		return "Somebody", nil // a patient by a link, or the house itself
	}
	return h.db.NameOf(ctx, by)
}

// passMates says who else is in the file, where that is not what it said last.
func (h *Hub) passMates(s page.Stream, r *http.Request, mine *reader) error {
	mates, err := h.db.Mates(r.Context(), mine.topics.File, mine.staff)
	if err != nil {
		return err
	}
	words := wordsOf(mates, page.Zone(r))
	if mine.said != nil && *mine.said == words {
		return nil
	}
	mine.said = &words
	return s.Event("here", map[string]string{"words": words})
}

// wordsOf says who else is in the file: nobody in no words.
func wordsOf(mates []db.Mate, zone *time.Location) string {
	out := make([]string, len(mates))
	for i, m := range mates {
		out[i] = m.Name + " is here too, since " + show.Time(m.Since, zone)
		if m.Writing {
			out[i] = m.Name + " is writing in this file"
		}
	}
	return strings.Join(out, " · ")
}
