package messaging

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// The states that a text has and a mail has not. A text that is being handed over is
// sending; one of which nobody knows whether it went is unsure, and is not sent again.
const (
	HandedOver  State = "sending"
	Delivered   State = "delivered"
	Undelivered State = "undelivered"
	UnsureSent  State = "unsure"
)

// TextLetter is a text with its words, ready to be handed over. The zero one is
// nothing to send.
type TextLetter struct {
	Number string
	Body   string
	Visit  id.Visit     // that its link lets somebody confirm
	Offer  id.SlotOffer // that its link lets somebody take
}

// WithLink is the text with its link in place.
func (l TextLetter) WithLink(link string) TextLetter {
	l.Body = strings.Replace(l.Body, linkHere, link, 1)
	return l
}

func remindByText(ctx context.Context, tx *db.Tx, reminder int64, d Due, number string) (id.Text, error) {
	return textOf(ctx, tx, message{Kind: Reminder, Visit: d.Visit}, number, func(m id.Message) error { return setReminderMessage(ctx, tx, reminder, m) })
}

// textOf keeps a text to the number with its words of now. Joined ties its message to what
// the words are read from; nil is that the message itself says it.
func textOf(ctx context.Context, tx *db.Tx, m message, number string, joined func(id.Message) error) (id.Text, error) {
	n, err := insertMessage(ctx, tx, Out, m)
	if err != nil {
		return 0, fmt.Errorf("write a message: %w", err)
	}
	t, err := insertText(ctx, tx, n, number)
	if err != nil {
		return 0, fmt.Errorf("keep a text: %w", err)
	}
	if joined != nil {
		if err := joined(n); err != nil {
			return 0, fmt.Errorf("join a text to what it is about: %w", err)
		}
	}
	d, err := findTextDraft(ctx, &tx.View, t)
	if err != nil {
		return 0, fmt.Errorf("read what a text is about: %w", err)
	}
	return t, setTextWords(ctx, tx, d)
}

// textDraft is a text with the record it speaks of, as it is now.
type textDraft struct {
	Message         id.Message
	State           State
	Number          string
	VisitID         id.Visit
	Given           string
	Practice, Phone string
	Place, Address  string
	Theirs          string
	Local           time.Time
	StartsAt        time.Time
	EndsAt          time.Time
	Cancelled       bool
	Template        string
	Reminds         *time.Time
	Stopped         bool // they want no texts any more
	Unasked         bool // they wish for no reminders, or for no texts
	Kind            Kind
	OfferID         id.SlotOffer
	Offered         bool // the offer stands
	Expires         *time.Time
	Zone            string
	Late            int // minutes by which their clinician is late
}

// draft is the mail that would say the same.
func (d textDraft) draft() draft {
	return draft{
		Kind: d.Kind, Message: d.Message, VisitID: d.VisitID, Given: d.Given, Client: d.Given, Practice: d.Practice, Phone: d.Phone, Place: d.Place, Address: d.Address,
		Theirs: d.Theirs, Local: &d.Local, StartsAt: &d.StartsAt, EndsAt: &d.EndsAt, Cancelled: d.Cancelled, Template: d.Template, Reminds: d.Reminds, Unasked: d.Unasked,
		OfferID: d.OfferID, Offered: d.Offered, Expires: d.Expires, Zone: d.Zone, Late: d.Late,
	}
}

func (d textDraft) words() string {
	if d.Kind == Offering || d.Kind == OfferGone {
		return d.draft().offeringText()
	}
	if d.Kind == Late {
		return d.draft().runningText()
	}
	return d.draft().filled(d.Template, "Mon 2 Jan, 15:04") + " Answer YES if you come, STOP for no more texts. " + linkHere
}

// letter is the text with what its link opens: that a time is gone needs none.
func (d textDraft) letter() TextLetter {
	l := TextLetter{Number: d.Number, Body: d.words(), Visit: d.VisitID}
	if d.Kind == Offering {
		l.Offer = d.OfferID
	}
	return l
}

// ReadyTextTx reads the text's words from the record as it is now, and has it be
// sending from here on: after a crash nobody knows whether it went, and it becomes
// unsure. There is nothing to send where it does not wait; what the record has
// overtaken is cancelled, and what fell into quiet hours waits for their end.
func ReadyTextTx(ctx context.Context, tx *db.Tx, t id.Text) (TextLetter, error) {
	tx.Calm()
	d, err := findTextDraft(ctx, &tx.View, t)
	if err != nil {
		return TextLetter{}, fmt.Errorf("read text %s: %w", t, err)
	}
	if d.State == HandedOver {
		return TextLetter{}, setTextState(ctx, tx, t, UnsureSent, "It is not known whether the text went: the machine stopped while it was handed over. It is not sent again by itself.")
	}
	if d.State != Waiting {
		return TextLetter{}, nil
	}
	if why := d.draft().overtaken(tx.Now()); why != "" {
		return TextLetter{}, setTextState(ctx, tx, t, Withdrawn, why)
	}
	if d.Stopped {
		return TextLetter{}, setTextState(ctx, tx, t, Withdrawn, "They want no texts any more.")
	}
	if quieted, err := d.draft().quieted(ctx, tx); err != nil || quieted {
		return TextLetter{}, err
	}
	if err := setTextWords(ctx, tx, d); err != nil {
		return TextLetter{}, err
	}
	return d.letter(), beginText(ctx, tx, t)
}

// TextSentTx remembers how the provider calls the text that it took.
func TextSentTx(ctx context.Context, tx *db.Tx, t id.Text, key string) error {
	tx.Calm()
	return setTextSent(ctx, tx, t, key)
}

// TextFailedTx remembers what is known of a text that was not taken.
func TextFailedTx(ctx context.Context, tx *db.Tx, t id.Text, is State, problem string) error {
	tx.Calm()
	return setTextState(ctx, tx, t, is, problem)
}

// UnsentText is a text and whose file it is in.
type UnsentText struct {
	Client id.Client
	Text   id.Text
}

// UnsentTexts answers the texts that wait, and those that were being sent when the
// machine stopped.
func (s *Service) UnsentTexts(ctx context.Context, who access.Actor) (list []UnsentText, err error) {
	err = s.db.Read(ctx, who, access.DeliverText.Practice(), func(v *db.View) error {
		list, err = listUnsentTexts(ctx, v)
		return err
	})
	return list, err
}
