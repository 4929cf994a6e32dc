package clients

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"
	"unicode/utf8"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Request is a letter that another practice is asked for.
type Request struct {
	ID         id.Request
	Recipient  string
	Email      string
	Asks       string
	MadeAt     time.Time
	MadeBy     string
	AnsweredAt *time.Time
	DocumentID id.Document // what answered it, or zero
}

// RequestForm is what was typed to ask for a letter.
type RequestForm struct {
	Recipient string `form:"recipient"`
	Email     string `form:"email"`
	Asks      string `form:"asks"`
}

// AskTx asks another practice for a letter about the act's client. They confirm
// the birth date before they read what is asked, so the file must know it.
func AskTx(ctx context.Context, tx *db.Tx, in RequestForm) (id.Request, error) {
	var c fault.Check
	c.Unless(in.Recipient != "", "recipient", "Write who is asked: the practice, or the person.")
	c.Unless(utf8.RuneCountInString(in.Recipient) <= 200, "recipient", "This name is longer than 200 letters.")
	c.Unless(isMail(in.Email), "email", "This is not a mail address, such as name@example.org.")
	c.Unless(in.Asks != "", "asks", "Say what you need from them.")
	c.Unless(utf8.RuneCountInString(in.Asks) <= 1000, "asks", "Say it in at most 1,000 letters.")
	if err := c.Fault(); err != nil {
		return 0, err
	}
	client, err := findClient(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	if client.BirthDate.IsZero() {
		return 0, fault.New(fault.Conflict, "The file has no date of birth, by which the other practice shows that they know the patient. Add it, then ask again.")
	}
	return insertRequest(ctx, tx, in)
}

// WithdrawRequest takes a request back that nobody has answered; its link closes.
func (s *Service) WithdrawRequest(ctx context.Context, who access.Actor, c id.Client, r id.Request) error {
	return s.db.Write(ctx, who, access.AddDocument.On(c), func(tx *db.Tx) error {
		return withdrawRequest(ctx, tx, r)
	})
}

// Asked is a request as the practice sees it that was asked. Asks is empty until
// they confirmed the birth date.
type Asked struct {
	Practice  string
	Phone     string
	Client    string
	Recipient string
	Asks      string
	Confirmed bool
	Answered  bool
}

// Asked reads the request of the correspondent's link.
func (s *Service) Asked(ctx context.Context, who access.Actor) (a Asked, err error) {
	err = s.db.Read(ctx, who, access.AnswerRequest.On(who.Client()), func(v *db.View) error {
		a, err = findAsked(ctx, v)
		return err
	})
	return a, err
}

// errUnconfirmed is what whoever was asked for a letter may read.
var errUnconfirmed = fault.New(fault.Forbidden, "Please confirm the date of birth first.")

// Answer files the letter that the correspondent sent, unread, and with their
// name. The content is in the store already.
func (s *Service) Answer(ctx context.Context, who access.Actor, content Content) error {
	// Sending one letter twice is refused by itself, and needs no key of a form.
	return s.db.Write(ctx, who.Posting(access.Post{}), access.AnswerRequest.On(who.Client()), func(tx *db.Tx) error {
		a, err := findAsked(ctx, &tx.View)
		switch {
		case err != nil:
			return err
		case !a.Confirmed:
			return errUnconfirmed
		case a.Answered: // by the same form, sent twice at the same time
			return nil
		}
		hash, err := hex.DecodeString(content.SHA256)
		if err != nil {
			return fmt.Errorf("the store's hash of a letter: %w", err)
		}
		letter, err := insertLetter(ctx, tx, a.Recipient, content, hash)
		if err != nil {
			return fmt.Errorf("file a letter: %w", err)
		}
		return answerRequest(ctx, tx, letter)
	})
}
