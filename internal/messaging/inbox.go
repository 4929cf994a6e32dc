package messaging

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Box is which conversations a list shows.
type Box string

// The boxes. Needs is what somebody waits for; Theirs waits for the client.
const (
	Needs  Box = ""
	Theirs Box = "theirs"
	Over   Box = "done"
)

// Sift is the filter of the inbox.
type Sift struct {
	Box   Box
	Kind  Matter   // empty: all
	Pool  string   // of nobody yet, whose turn is this role's; empty: all
	Owner id.Staff // 0: all
	After Key
	Most  int
}

// Key is where a page of the list ends: the order's instant and the number.
type Key struct {
	At time.Time
	ID id.Conversation
}

// Listed is one conversation of the list.
type Listed struct {
	ID       id.Conversation
	ClientID id.Client
	Client   string
	Hidden   bool // a restricted file: it is named so and shows nothing
	Contact  string
	Kind     Matter
	Subject  string
	Snippet  string // of the newest message
	Sealed   bool
	OwnerID  id.Staff
	Owner    string
	Pool     string
	Since    *time.Time // somebody waits
	Due      *time.Time
	Promised bool
	LastAt   time.Time
	DoneAt   *time.Time
	Outcome  Outcome
	OrderAt  time.Time
	Last     Kind // of the newest message
}

// Counts are how many stand in each box, for the reader's filters.
type Counts struct {
	Needs, Clinical, Administrative, Billing int
	Mine                                     int
	Overdue                                  int
	Theirs                                   int // up to 1000
	Strays                                   int // mails that nobody knows whose they are
}

// Inbox is the conversations of all clients.
type Inbox struct {
	List   []Listed
	More   bool
	Counts Counts
	Half   time.Duration // half of this week's answers came within; 0: too few to say
}

// Inbox lists conversations: what waits, soonest due first; the rest, the newest first.
func (s *Service) Inbox(ctx context.Context, who access.Actor, f Sift) (in Inbox, err error) {
	if f.Most == 0 {
		f.Most = 50
	}
	err = s.db.Read(ctx, who, access.OpenInbox.Across(), func(v *db.View) error {
		most := f.Most
		f.Most++
		if in.List, err = listInbox(ctx, v, f); err != nil {
			return err
		}
		if in.More = len(in.List) > most; in.More {
			in.List = in.List[:most]
		}
		for _, w := range in.List {
			v.Shown(w.ClientID)
		}
		if in.Counts, err = countInbox(ctx, v); err != nil {
			return err
		}
		if !who.May(access.FileMail) {
			in.Counts.Strays = 0
		}
		seconds, err := findHalf(ctx, v)
		in.Half = time.Duration(seconds) * time.Second
		return err
	})
	return in, err
}
