package kill

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"

	"charthouse/cmd/charthouse/visitor"
	"charthouse/internal/id"
)

// kind is what an act does.
type kind int

const (
	booking kind = iota
	saving
	signing
	paying
	opening // of the patient's link, which leaves no words
	answering
	submitting
	uploading
	writing
	kinds
)

func (k kind) String() string {
	return [...]string{"book a visit", "save a note", "sign a note", "take a payment", "open a link", "answer a form", "send a form", "file a document", "write a message"}[k]
}

// act is one form that is sent: what it writes carries the mark.
type act struct {
	kind         kind
	mark         string
	visit        id.Visit
	acknowledged bool
}

// acts is what the hands sent and what they were told, all of the run.
type acts struct {
	mu           sync.Mutex
	list         []*act
	looked       int // how many of them were looked for
	retried      [kinds]int
	asked        [kinds]int // to wait, while something was away
	pages        int        // with an error, while nothing was
	page         string     // the last of them
	away         atomic.Bool
	kills        atomic.Int64
	underWay     atomic.Int64
	reopened     atomic.Int64
	acknowledged atomic.Int64
}

func newActs() *acts { return &acts{} }

func (s *acts) begin(a act) *act {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, &a)
	return &a
}

func (s *acts) acknowledge(a *act) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !a.acknowledged {
		a.acknowledged = true
		s.acknowledged.Add(1)
	}
}

func (s *acts) retry(k kind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.retried[k]++
}

// moment is when a request began: whether something was away, and how many were
// killed so far.
type moment struct {
	away  bool
	kills int64
}

func (s *acts) moment() moment { return moment{s.away.Load(), s.kills.Load()} }

// fall says that somebody is about to be killed.
func (s *acts) fall() {
	s.kills.Add(1)
	s.away.Store(true)
}

// wait takes note of an answer that was none. Who was under way when something was
// killed, or came while it was away, may be asked to wait, with how long; anything
// else is a page with an error.
func (s *acts) wait(since moment, k kind, a visitor.Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if (since.away || s.kills.Load() != since.kills) && a.Status == http.StatusServiceUnavailable && a.Wait != "" {
		s.asked[k]++
		return
	}
	s.pages++
	s.page = fmt.Sprintf("%s was answered with %d, away %v, killed %d and %d: %s", k, a.Status, since.away, since.kills, s.kills.Load(), short(a.Body))
}

// silent takes note of a request that was never answered: the worst page of all.
func (s *acts) silent(k kind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages++
	s.page = fmt.Sprintf("%s was not answered within %v", k, patience)
}

// refusal is an answer that says no to what must be taken.
type refusal struct {
	kind   kind
	answer visitor.Answer
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s was refused with %d: %s", r.kind, r.answer.Status, short(r.answer.Body))
}

// shut is true of a link that was opened before.
func shut(err error) bool {
	r, ok := errors.AsType[*refusal](err)
	return ok && r.kind == opening && r.answer.Status == http.StatusConflict
}

var (
	alarm = regexp.MustCompile(`(?s)role="alert".*`)
	tag   = regexp.MustCompile(`(?s)<[^>]*>`)
)

// short is what a page says is wrong.
func short(page string) string {
	words := tag.ReplaceAllString(cmp.Or(alarm.FindString(page), page), " ")
	words = strings.Join(strings.Fields(words), " ")
	return words[:min(len(words), 400)]
}

// lost counts the acknowledged acts that the database does not have, and those of
// any fate that it has twice: of the acts since the last time, or of all.
func (s *acts) lost(h *house, fresh bool) func(context.Context, *Result) error {
	return func(ctx context.Context, r *Result) error {
		s.mu.Lock()
		list := s.list
		if fresh {
			list = list[s.looked:]
		}
		s.looked = len(s.list)
		s.mu.Unlock()
		for k := range kinds {
			if effects[k] == "" {
				continue
			}
			found, err := h.effects(ctx, k, list)
			if err != nil {
				return fmt.Errorf("look for %s: %w", k, err)
			}
			for _, a := range list {
				if a.kind != k {
					continue
				}
				if a.acknowledged && found[a.mark] == 0 {
					r.Lost++
					r.say("%s of %s is lost", k, a.mark)
				}
				if found[a.mark] > 1 {
					r.Double++
					r.say("%s of %s stands %d times", k, a.mark, found[a.mark])
				}
			}
		}
		return nil
	}
}

func (s *acts) count(r *Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.list {
		r.Acts[a.kind].Sent++
		if a.acknowledged {
			r.Acts[a.kind].Acknowledged++
		}
	}
	for k := range kinds {
		r.Acts[k].Retried, r.Acts[k].Asked = s.retried[k], s.asked[k]
	}
	r.Pages, r.Reopened = s.pages, int(s.reopened.Load())
	if s.page != "" {
		r.say("%s", s.page)
	}
}
