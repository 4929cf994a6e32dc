package messaging

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Behind is what stands behind a link to what is written with somebody: nothing but
// names before they confirmed the birth date.
type Behind struct {
	Practice  string
	Phone     string
	Zone      string // of the practice: whoever writes has no other here
	Client    string // how the client wishes to be called
	Name      string // who writes: the client, or the contact in their stead
	Proxy     bool
	Confirmed bool
	Talk      id.Conversation // the one that is open
	Contact   id.Contact
	Talks     []Matters `db:"-"`
	Messages  []Spoken  `db:"-"`
}

// Matters is one of their conversations.
type Matters struct {
	ID      id.Conversation
	Kind    Matter
	Subject string
	LastAt  time.Time
	Done    bool
}

// Spoken is one message as they read it.
type Spoken struct {
	ID    id.Message
	Mine  bool
	By    string
	Body  string
	At    time.Time
	First bool `db:"-"` // of its day
}

// Behind reads what the writer's link opens: their conversation of that number, or
// for 0 the one the link was sent about. Another's is ErrNone.
func (s *Service) Behind(ctx context.Context, who access.Actor, talk id.Conversation) (b Behind, err error) {
	err = s.db.Read(ctx, who, access.TalkByLink.On(who.Client()), func(v *db.View) error {
		if b, err = findBehind(ctx, v); err != nil || !b.Confirmed {
			return err
		}
		if talk != 0 {
			if err := ownTalk(ctx, v, talk, b.Contact); err != nil {
				return err
			}
			b.Talk = talk
		}
		if b.Talks, err = listMatters(ctx, v, b.Contact); err != nil {
			return err
		}
		b.Messages, err = listSpoken(ctx, v, b.Talk, b.Contact)
		return err
	})
	return b, err
}

// Note is what somebody wrote behind a link: an answer in a conversation of theirs,
// or with a kind something new.
type Note struct {
	Talk string `form:"talk"`
	Kind string `form:"kind"`
	Body string `form:"body"`
}

var (
	errUnconfirmed = fault.New(fault.Forbidden, "Please confirm the date of birth first.")
	errTooMany     = fault.New(fault.TooMany, "That was a lot at once. Please wait an hour before you write again, or call us.")
)

// notesAnHour is how often one link may write.
const notesAnHour = 20

// WriteByLink takes what the client wrote, or the contact in their stead, into the
// file; the clock of the answer runs from now.
func (s *Service) WriteByLink(ctx context.Context, who access.Actor, in Note) (id.Conversation, error) {
	kind, fresh, err := in.check()
	if err != nil {
		return 0, err
	}
	calm, err := s.db.Knock(ctx, "talk "+who.Link().String(), notesAnHour, time.Hour)
	if err != nil {
		return 0, err
	}
	if !calm {
		return 0, errTooMany
	}
	return db.Make(ctx, s.db, who, access.TalkByLink.On(who.Client()), func(tx *db.Tx) (id.Conversation, error) {
		b, err := findBehind(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		if !b.Confirmed {
			return 0, errUnconfirmed
		}
		talk, err := in.where(ctx, tx, b, kind, fresh)
		if err != nil {
			return 0, err
		}
		return talk, comeIn(ctx, tx, talk, message{Kind: Portal, Talk: talk, Contact: b.Contact, Sender: b.Name, Body: in.Body})
	})
}

func (in Note) check() (kind Matter, fresh bool, err error) {
	var c fault.Check
	fresh = in.Talk == ""
	kind, ok := ParseMatter(in.Kind)
	c.Unless(!fresh || ok, "kind", "Choose what it is about, so that the right person reads it.")
	c.Unless(in.Body != "", "body", "Write your message first.")
	c.Unless(len(in.Body) <= 5000, "body", "This is longer than 5,000 letters. Please shorten it, or call us.")
	return kind, fresh, c.Fault()
}

// where is the conversation that the note belongs to: one of theirs, or a new one.
func (in Note) where(ctx context.Context, tx *db.Tx, b Behind, kind Matter, fresh bool) (id.Conversation, error) {
	if fresh {
		return openTx(ctx, tx, opening{Kind: kind, Subject: oneLine(in.Body, 60), Contact: b.Contact})
	}
	n, err := id.Parse[id.Conversation](in.Talk)
	if err != nil {
		return 0, db.ErrNone
	}
	return n, ownTalk(ctx, &tx.View, n, b.Contact)
}

// comeIn keeps a message from outside and starts the clock.
func comeIn(ctx context.Context, tx *db.Tx, talk id.Conversation, m message) error {
	if _, err := insertMessage(ctx, tx, In, m); err != nil {
		return fmt.Errorf("keep a message: %w", err)
	}
	if err := cameIn(ctx, tx, talk); err != nil {
		return fmt.Errorf("start the clock of an answer: %w", err)
	}
	return nil
}
