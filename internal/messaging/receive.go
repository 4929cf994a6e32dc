package messaging

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Incoming is a mail that came in, as far as it is told to the file.
type Incoming struct {
	Key       string // its Message-ID: the same mail comes in once
	Name      string // of the sender, as the mail says
	Address   string
	To        []string // every address it was sent to
	Answers   []string // the Message-IDs of the mails it answers
	Subject   string
	Text      string
	Lost      string // what of it was not kept, in words
	Automatic bool   // nobody typed it
	Bounced   string // the Message-ID of the mail that could not be delivered
	Problem   string // why, in words
}

// Arrival is what becomes of a mail that came in.
type Arrival string

// The arrivals, as the table received_mails writes them; Seen came in before.
const (
	Seen      Arrival = "seen"
	Filed     Arrival = "filed"
	Stray     Arrival = "stray"
	Bounced   Arrival = "bounce"
	Automatic Arrival = "automatic"
)

// Addressee is the mail of ours that is answered or bounced.
type Addressee struct {
	Client  id.Client
	Mail    id.Mail
	Talk    id.Conversation
	Contact id.Contact
	Kind    Kind
	Subject string
	Address string // where it went
	Known   []string
	MadeAt  time.Time
	Dead    bool // it is too old to be answered by its mark
}

// tokenLife is how long the mark of a mail brings its answer into the file.
const tokenLife = 180 * 24 * time.Hour

// Whose finds the mail of ours that the incoming one belongs to, and says what is to
// become of it. A mark counts only for the address that the mail went to, or for
// one that the file knows of whoever got it: anybody else's mail is a stray.
func (s *Service) Whose(ctx context.Context, who access.Actor, in Incoming) (a Addressee, what Arrival, err error) {
	err = s.db.Read(ctx, who, access.ReceiveMail.Practice(), func(v *db.View) error {
		seen, err := isReceived(ctx, v, in.Key)
		if err != nil || seen {
			what = Seen
			return err
		}
		answers, err := findAnswers(ctx, v)
		if err != nil {
			return err
		}
		a, err = findAddressee(ctx, v, in.marks(answers))
		if errors.Is(err, db.ErrNone) {
			a, err = Addressee{}, nil
		}
		what = in.arrival(a)
		return err
	})
	return a, what, err
}

func (in Incoming) arrival(a Addressee) Arrival {
	switch {
	case in.Bounced != "":
		return Bounced
	case in.Automatic:
		return Automatic
	case a.Client == 0 || a.Dead || a.RequestTo():
		return Stray
	}
	for _, known := range append(a.Known, a.Address) {
		if known != "" && strings.EqualFold(known, in.Address) {
			return Filed
		}
	}
	return Stray
}

// RequestTo is true where the mail went to another practice: what they answer is
// read by whoever asked, not filed as the patient's words.
func (a Addressee) RequestTo() bool { return a.Kind == Asking }

// marks are the mail ids that the incoming one names: after the plus sign of an
// address of ours, or as the Message-ID that it answers.
func (in Incoming) marks(answers string) (out []string) {
	if in.Bounced != "" {
		return []string{localOf(in.Bounced)}
	}
	local, domain, _ := strings.Cut(strings.ToLower(answers), "@")
	for _, to := range in.To {
		l, d, whole := strings.Cut(strings.ToLower(to), "@")
		if mark, ok := strings.CutPrefix(l, local+"+"); ok && whole && d == domain {
			out = append(out, mark)
		}
	}
	for _, m := range in.Answers {
		out = append(out, localOf(m))
	}
	return out[:min(len(out), 20)]
}

func localOf(messageID string) string {
	l, _, _ := strings.Cut(strings.ToLower(strings.Trim(messageID, "<> ")), "@")
	return l
}

// answersTo is the address to which one mail is answered.
func answersTo(answers, mark string) string {
	local, domain, _ := strings.Cut(answers, "@")
	return local + "+" + mark + "@" + domain
}

// ReceiveTx takes the mail into the act's file: into the conversation that it
// answers, or a new one. The same mail twice is one.
func ReceiveTx(ctx context.Context, tx *db.Tx, in Incoming, a Addressee) (id.Conversation, error) {
	talk := a.Talk
	kind := Administrative
	if a.Kind == Invoice {
		kind = Billing
	}
	if talk == 0 {
		var err error
		if talk, err = openTx(ctx, tx, opening{Kind: kind, Subject: or(in.Subject, a.Subject), Contact: a.Contact}); err != nil {
			return 0, fmt.Errorf("open a conversation: %w", err)
		}
	}
	name := or(in.Name, in.Address)
	m := message{Kind: ByMail, Talk: talk, Contact: a.Contact, Sender: oneLine(name, 320), Subject: oneLine(in.Subject, 300), Body: body(in)}
	n, err := insertMessage(ctx, tx, In, m)
	if err != nil {
		return 0, fmt.Errorf("keep a mail: %w", err)
	}
	if err := cameIn(ctx, tx, talk); err != nil {
		return 0, fmt.Errorf("start the clock of an answer: %w", err)
	}
	return talk, insertReceived(ctx, tx, in, Filed, tx.Client(), n)
}

// body is the text with what was not kept of it.
func body(in Incoming) string {
	text := in.Text
	if r := []rune(text); len(r) > 19000 {
		text = string(r[:19000]) + "…"
	}
	if in.Lost != "" {
		text = strings.TrimSpace(text + "\n\n" + "[" + oneLine(in.Lost, 900) + "]")
	}
	return or(text, "[The mail had no text.]")
}

// BouncedTx marks the delivery that could not be made.
func BouncedTx(ctx context.Context, tx *db.Tx, in Incoming, a Addressee) error {
	if err := markBounced(ctx, tx, a.Mail, "It came back: "+or(oneLine(in.Problem, 200), "the address could not be reached")+"."); err != nil {
		return err
	}
	return insertReceived(ctx, tx, in, Bounced, tx.Client(), 0)
}

// PutAside keeps a mail that goes into no file: a stray one waits for somebody who
// knows whose it is; of the others only that they came.
func (s *Service) PutAside(ctx context.Context, who access.Actor, in Incoming, what Arrival) error {
	if what != Stray {
		in.Text, in.Subject = "", ""
	}
	return s.db.Write(ctx, who, access.ReceiveMail.Practice(), func(tx *db.Tx) error {
		return insertReceived(ctx, tx, in, what, 0, 0)
	})
}

// IsTwice is true where the same mail came in at the same moment.
func IsTwice(err error) bool { return db.Broke(err, "received_mails_message_key_key") }

// Strayed is a mail that nobody knows whose it is.
type Strayed struct {
	ID         id.Received
	Name       string
	Address    string
	Subject    string
	Body       string
	Lost       string
	ReceivedAt time.Time
	Perhaps    id.Client // the only file that knows the address
	PerhapsIs  string
}

// Strays lists the mails that wait for somebody who knows whose they are.
func (s *Service) Strays(ctx context.Context, who access.Actor) (list []Strayed, err error) {
	err = s.db.Read(ctx, who, access.FileMail.Across(), func(v *db.View) error {
		list, err = listStrays(ctx, v)
		for _, x := range list {
			if x.Perhaps != 0 {
				v.Shown(x.Perhaps)
			}
		}
		return err
	})
	return list, err
}

var errSettled = fault.New(fault.Conflict, "Somebody was first: this mail is filed or thrown away already.")

// Filing is whose a stray mail is, and what it is about.
type Filing struct {
	Client string `form:"client"`
	Kind   string `form:"kind"`
}

// FileStray takes a stray mail into the file of whoever wrote it.
func (s *Service) FileStray(ctx context.Context, who access.Actor, c id.Client, n id.Received, kind string) (id.Conversation, error) {
	return db.Make(ctx, s.db, who, access.FileMail.On(c), func(tx *db.Tx) (id.Conversation, error) {
		m, ok := ParseMatter(kind)
		if !ok {
			return 0, &fault.Fault{Kind: fault.Invalid, Message: "Say what it is about.", Fields: map[string]string{"kind": "Choose one of the three."}}
		}
		x, err := findStray(ctx, tx, n)
		if errors.Is(err, db.ErrNone) {
			return 0, errSettled
		} else if err != nil {
			return 0, err
		}
		talk, err := openTx(ctx, tx, opening{Kind: m, Subject: or(x.Subject, "Mail")})
		if err != nil {
			return 0, err
		}
		in := Incoming{Text: x.Body, Lost: x.Lost}
		msg, err := insertMessage(ctx, tx, In, message{Kind: ByMail, Talk: talk, Sender: oneLine(or(x.Name, x.Address), 320), Subject: oneLine(x.Subject, 300), Body: body(in)})
		if err != nil {
			return 0, err
		}
		if err := cameIn(ctx, tx, talk); err != nil {
			return 0, err
		}
		return talk, settleStray(ctx, tx, n, Filed, tx.Client(), msg, "")
	})
}

// DropStray throws a stray mail away, and says why.
func (s *Service) DropStray(ctx context.Context, who access.Actor, n id.Received, in Closing) error {
	return s.db.Write(ctx, who, access.FileMail.Practice(), func(tx *db.Tx) error {
		var c fault.Check
		c.Unless(in.Why != "" && len(in.Why) <= 500, "why", "Say why, such as: advertising.")
		if err := c.Fault(); err != nil {
			return err
		}
		err := settleStray(ctx, tx, n, "discarded", 0, 0, in.Why)
		if errors.Is(err, db.ErrNone) {
			return errSettled
		}
		return err
	})
}
