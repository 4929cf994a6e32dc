package messaging

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Kind is what a message is about.
type Kind string

// The kinds, as the table messages writes them. Free ones are written by people.
const (
	Free         Kind = "free"
	Confirmation Kind = "confirmation"
	Moved        Kind = "moved"
	Cancellation Kind = "cancellation"
	Form         Kind = "form"
	Asking       Kind = "request" // of another practice, for a letter
	Invoice      Kind = "invoice"
	Reply        Kind = "reply"  // read behind a link: the mail says only that it is there
	Call         Kind = "call"   // what was said on the phone
	Portal       Kind = "portal" // written by the client behind a link
	ByMail       Kind = "mail"   // a mail that came in
	Reminder     Kind = "reminder"
	Recall       Kind = "recall"  // they are to come again
	Offering     Kind = "offer"   // of a time that got free, to somebody who waits
	Late         Kind = "late"    // their clinician runs late
	OfferGone    Kind = "gone"    // and that somebody else has it
	Waits        Kind = "waiting" // they are on the waitlist
)

// Direction is who a message goes to.
type Direction string

// Out goes to the client, In comes from them; Inside stays among staff.
const (
	Out    Direction = "out"
	In     Direction = "in"
	Inside Direction = "inside"
)

// Message is one of a conversation, with how its mail fared.
type Message struct {
	ID        id.Message
	Direction Direction
	Kind      Kind
	Subject   string
	Body      string
	WrittenAt time.Time
	WrittenBy string // empty for what the house writes by itself, and for what came in
	Sender    string // who wrote or called from outside
	Talk      id.Conversation
	Sealed    bool // clinical, and not the reader's to read: it has no words here
	Mail      id.Mail
	State     State
	Problem   string
	Address   string
	SentAt    *time.Time
}

// Thread is everything written with and about a client, oldest first: the view
// over all conversations.
type Thread struct {
	Client  string // the name
	Email   string
	Served  bool // there is a mail server
	Earlier bool // there is more before the first message
	List    []Message
}

// page is how many messages one page shows.
const page = 100

// Thread reads the newest messages, or those before the given one.
func (s *Service) Thread(ctx context.Context, who access.Actor, c id.Client, before id.Message) (out Thread, err error) {
	err = s.db.Read(ctx, who, access.OpenMessages.On(c), func(v *db.View) error {
		head, err := findPerson(ctx, v)
		if err != nil {
			return err
		}
		out = Thread{Client: head.Name, Email: head.Email, Served: head.Served}
		out.List, err = listMessages(ctx, v, before, page+1)
		if err != nil {
			return fmt.Errorf("read a conversation: %w", err)
		}
		if out.Earlier = len(out.List) > page; out.Earlier {
			out.List = out.List[1:]
		}
		return nil
	})
	return out, err
}

// Written is what was typed for a mail.
type Written struct {
	Subject string `form:"subject"`
	Body    string `form:"body"`
}

// WriteTx puts what a person wrote into the outbox.
func WriteTx(ctx context.Context, tx *db.Tx, in Written) (id.Mail, error) {
	var c fault.Check
	c.Unless(in.Subject != "", "subject", "Say in a few words what it is about.")
	c.Unless(len(in.Subject) <= 300 && !strings.ContainsAny(in.Subject, "\r\n"), "subject", "Keep it to one line of at most 300 characters.")
	checkBody(&c, in.Body, "Write what you want to say.")
	if err := c.Fault(); err != nil {
		return 0, err
	}
	talk, err := openTx(ctx, tx, opening{Kind: Administrative, Subject: in.Subject, Owner: tx.Who().Staff()})
	if err != nil {
		return 0, fmt.Errorf("open a conversation: %w", err)
	}
	mail, err := queue(ctx, tx, message{Kind: Free, Talk: talk, Subject: in.Subject, Body: in.Body})
	if err == nil && mail == 0 {
		err = fault.New(fault.Conflict, "The file has no mail address. Add one to the file, then write again; or call, and keep a remark of what was said.")
	}
	return mail, err
}

// Remark is what was typed to be remembered among staff.
type Remark struct {
	Call bool            `form:"call"`
	Body string          `form:"body"`
	Talk id.Conversation `form:"-"` // the conversation it is about, if one
}

// Log keeps a remark, or what was said on the phone, inside.
func (s *Service) Log(ctx context.Context, who access.Actor, c id.Client, in Remark) (id.Message, error) {
	return db.Make(ctx, s.db, who, access.SendMessage.On(c), func(tx *db.Tx) (id.Message, error) {
		var check fault.Check
		checkBody(&check, in.Body, "Write what should be remembered.")
		if err := check.Fault(); err != nil {
			return 0, err
		}
		if in.Talk != 0 {
			if _, err := findConversation(ctx, &tx.View, in.Talk); err != nil {
				return 0, err
			}
		}
		subject := "Remark"
		if in.Call {
			subject = "Phone call"
		}
		return insertMessage(ctx, tx, Inside, message{Kind: Free, Talk: in.Talk, Subject: subject, Body: in.Body})
	})
}

func checkBody(c *fault.Check, body, empty string) {
	c.Unless(body != "", "body", empty)
	c.Unless(len(body) <= 20000, "body", "This is longer than 20,000 characters. Shorten it, or send it as two.")
}

// message is one to be written.
type message struct {
	Kind          Kind
	Visit         id.Visit
	Visits        []id.Visit // or several
	Packet        id.Packet
	Contact       id.Contact // who gets it in the client's stead
	Request       id.Request // whose recipient gets it
	Invoice       id.Invoice // that goes along
	Talk          id.Conversation
	Offer         id.SlotOffer
	Wait          id.Wait
	Sender        string // who wrote or called from outside
	Subject, Body string
}

// queue writes the message and the mail that will carry it. Without an address
// in the file there is neither, and the answer is 0.
func queue(ctx context.Context, tx *db.Tx, m message) (id.Mail, error) {
	to, err := findReader(ctx, &tx.View, m)
	if err != nil || to == "" {
		return 0, err
	}
	n, err := insertMessage(ctx, tx, Out, m)
	if err != nil {
		return 0, fmt.Errorf("write a message: %w", err)
	}
	if len(m.Visits) > 0 {
		if err := insertMessageVisits(ctx, tx, n, m.Visits); err != nil {
			return 0, fmt.Errorf("name the visits of a mail: %w", err)
		}
	}
	mail, err := insertDelivery(ctx, tx, n, to, newMailID())
	if err != nil {
		return 0, fmt.Errorf("put a mail into the outbox: %w", err)
	}
	return mail, nil
}

// newMailID names a mail for good: it becomes its Message-ID.
func newMailID() string { return strings.ToLower(rand.Text()) }
