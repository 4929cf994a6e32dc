package messaging

import (
	"context"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Replying is what was typed to be read behind a link.
type Replying struct {
	Body string `form:"body"`
	Done bool   `form:"done"` // nothing is left to do about it

	Seen id.Message `form:"seen"` // the newest that was read before answering; 0 is not told
}

// Crossed is a reply or a closing that crosses with something that was written or said after its
// writer looked: both are shown, and what was typed may go all the same.
type Crossed struct {
	With  Message
	fault *fault.Fault
}

func (c *Crossed) Error() string { return c.fault.Message }
func (c *Crossed) Unwrap() error { return c.fault }

// crossed refuses once what was written without having read what stands there.
func (in Replying) crossed(ctx context.Context, v *db.View, t Conversation) error {
	if in.Seen == 0 || t.Newest <= in.Seen {
		return nil
	}
	newest, err := listTalk(ctx, v, t.ID, t.Newest+1, 1)
	if err != nil || len(newest) == 0 {
		return err
	}
	m := newest[0]
	return &Crossed{m, fault.New(fault.Conflict, m.cameFrom()+" after you opened this. Your text is not sent and not lost: read theirs, then send yours if it is still right.")}
}

// cameFrom says who did what, as the beginning of a sentence.
func (m Message) cameFrom() string {
	switch {
	case m.Kind == Call:
		return or(m.WrittenBy, "A colleague") + " logged a call"
	case m.Direction == Out:
		return or(m.WrittenBy, "A colleague") + " answered"
	}
	return or(m.Sender, m.WrittenBy) + " wrote"
}

// ReplyTx answers in a conversation: the client gets a mail with a link, and reads
// the answer behind it. The first that waited waits no longer.
func ReplyTx(ctx context.Context, tx *db.Tx, n id.Conversation, in Replying) (id.Mail, error) {
	t, err := findConversation(ctx, &tx.View, n)
	if err != nil {
		return 0, err
	}
	if err := mayRead(t); err != nil {
		return 0, err
	}
	var c fault.Check
	checkBody(&c, in.Body, "Write what you want to say.")
	if err := c.Fault(); err != nil {
		return 0, err
	}
	if err := in.crossed(ctx, &tx.View, t); err != nil {
		return 0, err
	}
	mail, err := say(ctx, tx, t, in.Body)
	if err != nil {
		return 0, err
	}
	if err := endWait(ctx, tx, n, turn{What: "answered", Outcome: Answered}, in.Done); err != nil {
		return 0, fmt.Errorf("end the waiting: %w", err)
	}
	return mail, nil
}

var (
	errNoAddress = fault.New(fault.Conflict, "There is no mail address to send the link to. Add one to the file, or call, and log what was said.")
	errNoBirth   = fault.New(fault.Conflict, "The file has no date of birth, by which the patient opens what you write. Add it, or call, and log what was said.")
)

// say puts the words into the conversation and its link into the outbox.
func say(ctx context.Context, tx *db.Tx, t Conversation, body string) (id.Mail, error) {
	head, err := findPerson(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	if !head.Birth {
		return 0, errNoBirth
	}
	mail, err := queue(ctx, tx, message{Kind: Reply, Talk: t.ID, Contact: t.ContactID, Subject: t.Subject, Body: body})
	if err == nil && mail == 0 {
		err = errNoAddress
	}
	return mail, err
}

// Starting is what was typed to begin a conversation.
type Starting struct {
	Kind    string `form:"kind"`
	To      string `form:"to"` // client, or the number of a contact who acts for them
	Subject string `form:"subject"`
	Body    string `form:"body"`
}

// StartTx begins a conversation with the client, or with the contact who acts for
// them. Whoever begins it has it.
func StartTx(ctx context.Context, tx *db.Tx, in Starting, to id.Contact) (id.Conversation, id.Mail, error) {
	var c fault.Check
	m, ok := ParseMatter(in.Kind)
	c.Unless(ok, "kind", "Say what it is about.")
	c.Unless(m != Clinical || mayReadClinical(&tx.View), "kind", "Only clinicians write clinical messages.")
	c.Unless(in.Subject != "" && len(in.Subject) <= 300, "subject", "Say in a few words what it is about.")
	checkBody(&c, in.Body, "Write what you want to say.")
	if err := c.Fault(); err != nil {
		return 0, 0, err
	}
	n, err := openTx(ctx, tx, opening{Kind: m, Subject: in.Subject, Contact: to, Owner: tx.Who().Staff()})
	if err != nil {
		return 0, 0, fmt.Errorf("open a conversation: %w", err)
	}
	mail, err := say(ctx, tx, Conversation{ID: n, ContactID: to, Subject: in.Subject}, in.Body)
	return n, mail, err
}

func mayReadClinical(v *db.View) bool { return v.Who().May(access.ReadClinical) }
