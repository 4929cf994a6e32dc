package messaging

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Matter is what a conversation is about, and so who reads it.
type Matter string

// The matters, as the table conversations writes them.
const (
	Administrative Matter = "administrative"
	Billing        Matter = "billing"
	Clinical       Matter = "clinical"
)

// pool is the role whose turn a matter is while nobody has it.
func (m Matter) pool() string {
	return map[Matter]string{Administrative: "front_desk", Billing: "biller", Clinical: "clinician"}[m]
}

// ParseMatter reads a matter as forms and URLs carry it.
func ParseMatter(s string) (Matter, bool) {
	if m := Matter(s); m.pool() != "" {
		return m, true
	}
	return "", false
}

// Outcome is what ended a conversation.
type Outcome string

// The outcomes, as the tables write them.
const (
	Answered Outcome = "answered"
	NoReply  Outcome = "no_reply"
	Booked   Outcome = "booked"
	Formed   Outcome = "form"
	Tasked   Outcome = "task"
	Noted    Outcome = "note"
	Called   Outcome = "call"
)

// Conversation is one matter with a client: whose turn it is, and since when.
// Subject is empty for those who may not read what is clinical.
type Conversation struct {
	ID         id.Conversation
	Kind       Matter
	Subject    string
	OpenedAt   time.Time
	OwnerID    id.Staff
	Owner      string
	Pool       string
	ContactID  id.Contact
	Contact    string
	WaitsSince *time.Time // the first message that nobody has answered
	Due        *time.Time // until when it should be
	Promised   bool       // that is a promise to call back
	LastAt     time.Time
	DoneAt     *time.Time
	Outcome    Outcome
	Sealed     bool       // clinical, and not the reader's to read
	Newest     id.Message // what was last written between them, or said
}

// Turn is who had a conversation when, or what it became.
type Turn struct {
	ID          int64
	What        string
	Outcome     Outcome
	At          time.Time
	By          string
	Kind        Matter
	To          string // a person's name
	Pool        string
	Word        string
	VisitID     id.Visit
	PacketID    id.Packet
	TaskID      id.Task
	WaitedSince *time.Time
}

// Talk is a conversation with what was written and who had it.
type Talk struct {
	Conversation
	Served   bool
	Email    string
	Birth    bool // the file knows the birth date, by which a link opens
	Messages []Message
	Earlier  bool
	Turns    []Turn
	Staff    []Colleague
}

// Colleague is somebody whom a conversation can be given to.
type Colleague struct {
	ID        id.Staff
	Name      string
	Clinician bool
}

// TalkTx reads a conversation of the act's file, with its newest messages.
func TalkTx(ctx context.Context, v *db.View, n id.Conversation, before id.Message) (t Talk, err error) {
	if t.Conversation, err = findConversation(ctx, v, n); err != nil {
		return t, err
	}
	head, err := findPerson(ctx, v)
	if err != nil {
		return t, err
	}
	t.Served, t.Email, t.Birth = head.Served, head.Email, head.Birth
	if t.ContactID != 0 {
		if t.Email, err = findReader(ctx, v, message{Contact: t.ContactID}); err != nil {
			return t, err
		}
	}
	if t.Messages, err = listTalk(ctx, v, n, before, page+1); err != nil {
		return t, err
	}
	if t.Earlier = len(t.Messages) > page; t.Earlier {
		t.Messages = t.Messages[1:]
	}
	if t.Turns, err = listTurns(ctx, v, n); err != nil {
		return t, err
	}
	t.Staff, err = listColleagues(ctx, v)
	return t, err
}

// OpenTalksTx lists what is open with the act's client, the newest first.
func OpenTalksTx(ctx context.Context, v *db.View) ([]Conversation, error) {
	return listConversations(ctx, v, 20)
}

var errSealed = fault.New(fault.Forbidden, "This message is clinical: only clinicians read it and answer it. Give it to one of them.")

// mayRead refuses what is clinical to those who do not read it.
func mayRead(c Conversation) error {
	if c.Sealed {
		return errSealed
	}
	return nil
}

// opening is a conversation to be made.
type opening struct {
	Kind    Matter
	Subject string
	Contact id.Contact
	Owner   id.Staff
	Pool    string
}

// openTx makes a conversation; nothing waits in it yet.
func openTx(ctx context.Context, tx *db.Tx, o opening) (id.Conversation, error) {
	if o.Pool == "" {
		o.Pool = o.Kind.pool()
	}
	o.Subject = oneLine(o.Subject, 300)
	return insertConversation(ctx, tx, o)
}

// cameIn says that something came from outside: the clock runs from the first that
// nobody answered, and a conversation that was done is open again.
func cameIn(ctx context.Context, tx *db.Tx, n id.Conversation) error {
	return waits(ctx, tx, n, func() error { return waitFrom(ctx, tx, n) })
}

// waits starts a clock, and keeps that it did.
func waits(ctx context.Context, tx *db.Tx, n id.Conversation, start func() error) error {
	was, err := findConversation(ctx, &tx.View, n)
	if err != nil {
		return err
	}
	if err := start(); err != nil {
		return err
	}
	what := "came"
	if was.DoneAt != nil {
		what = "reopened"
	}
	return insertTurn(ctx, tx, n, turn{What: what})
}

// endWait says that the practice did its part: what ended the waiting, and how
// long it took, is kept.
func endWait(ctx context.Context, tx *db.Tx, n id.Conversation, t turn, done bool) error {
	if err := insertTurn(ctx, tx, n, t); err != nil {
		return err
	}
	return stopWaiting(ctx, tx, n, t.Outcome, done)
}

// turn is one to be written.
type turn struct {
	What    string
	Outcome Outcome
	Staff   id.Staff
	Pool    string
	Word    string
	Visit   id.Visit
	Packet  id.Packet
	Task    id.Task
	Waits   bool // the waiting goes on
	Itself  bool // nobody did it
}

// oneLine is text as a subject: one line, cut between letters.
func oneLine(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// IsClinicalTx is true where only clinicians read the conversation.
func IsClinicalTx(ctx context.Context, v *db.View, n id.Conversation) (bool, error) {
	t, err := findConversation(ctx, v, n)
	return t.Kind == Clinical, err
}

// ReadableTx is IsClinicalTx, and refuses those who may not read the conversation.
func ReadableTx(ctx context.Context, v *db.View, n id.Conversation) (clinical bool, err error) {
	t, err := findConversation(ctx, v, n)
	if err == nil {
		err = mayRead(t)
	}
	return t.Kind == Clinical, err
}

// ColleaguesTx lists whom a conversation can be given to.
func ColleaguesTx(ctx context.Context, v *db.View) ([]Colleague, error) {
	return listColleagues(ctx, v)
}
