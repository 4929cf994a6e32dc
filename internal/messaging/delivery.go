package messaging

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// State is how far a mail has come.
type State string

// The states of a mail. A waiting one may have been tried; a failed one waits
// for a person; a cancelled one was overtaken by the record.
const (
	Waiting   State = "waiting"
	Sent      State = "sent"
	Failed    State = "failed"
	Withdrawn State = "cancelled"
)

// Server is the practice's mail server, as its settings say.
type Server struct {
	Host, Username, Password, Security, Sender string
	Port                                       int
	Answers                                    string // where answers to mails come back in; empty: nowhere
}

// Letter is a mail with its words and its way, ready to be handed over. The zero
// Letter is nothing to send.
type Letter struct {
	MailID     string
	Server     Server
	FromName   string
	ReplyTo    string
	ToName, To string
	Subject    string
	Text       string
	Automatic  bool
	Again      bool            // it was tried before
	Packet     id.Packet       // the form whose link belongs into the text
	Request    id.Request      // the letter that is asked for, whose link belongs into the text
	Booked     id.Visit        // that its link moves or cancels
	Contact    id.Contact      // who gets it in the client's stead
	Invoice    id.Invoice      // whose paper goes along
	Talk       id.Conversation // what its link opens
	Visit      id.Visit        // that its link lets somebody confirm
	Offer      id.SlotOffer    // that its link lets somebody take
	Attached   []File
	Reset      id.Reset // the reset whose link belongs into the text
	Event      *Event   // what a calendar should show
}

// File goes along with a letter.
type File struct {
	Name, MediaType string
	Content         []byte
}

// Event is a visit as calendars know it.
type Event struct {
	UID, Zone, Place, Summary string
	Sequence                  int
	Start, End                time.Time
	Cancelled                 bool
}

// Linked is true where the letter's text waits for a link.
func (l Letter) Linked() bool { return strings.Contains(l.Text, linkHere) }

// WithLink is the letter with its link in place.
func (l Letter) WithLink(link string) Letter {
	l.Text = strings.Replace(l.Text, linkHere, link, 1)
	return l
}

// ReadyTx reads the mail's words from the record as it is now. There is nothing
// to send where it does not wait any more or no mail server is set up; what the
// record has overtaken is cancelled, and a file without an address fails.
func ReadyTx(ctx context.Context, tx *db.Tx, mail id.Mail) (Letter, error) {
	d, err := findDraft(ctx, &tx.View, mail)
	if err != nil {
		return Letter{}, fmt.Errorf("read mail %s: %w", mail, err)
	}
	server, served, err := findServer(ctx, &tx.View)
	if err != nil || d.State != Waiting {
		tx.Calm()
		return Letter{}, err
	}
	why := d.overtaken(tx.Now())
	if served && why == "" && d.Email == "" {
		return Letter{}, setState(ctx, tx, mail, Failed, d.unreachable())
	}
	tx.Calm() // only what fails for good holds something up
	if why != "" {
		return Letter{}, setState(ctx, tx, mail, Withdrawn, why)
	}
	if !served {
		return Letter{}, nil
	}
	if quieted, err := d.quieted(ctx, tx); err != nil || quieted {
		return Letter{}, err
	}
	if err := setWords(ctx, tx, d); err != nil {
		return Letter{}, err
	}
	return d.ready(server), countTry(ctx, tx, mail, d.Email)
}

func (d draft) ready(s Server) Letter {
	l := Letter{
		MailID: d.MailID, Server: s, FromName: d.Practice, ReplyTo: d.ReplyTo, ToName: d.Name, To: d.Email,
		Automatic: d.Kind != Free && d.Kind != Invoice && d.Kind != Reply, Again: d.Tries > 0, Packet: d.PacketID, Contact: d.ContactID,
		Request: d.RequestID, Invoice: d.InvoiceID,
	}
	l.Subject, l.Text = d.words()
	if d.Kind == Reply {
		l.Talk = d.Talk
	}
	if d.changeable() {
		l.Booked = d.VisitID
	}
	if d.Kind == Reminder {
		l.Visit = d.VisitID
	}
	if d.Kind == Offering {
		l.Offer = d.OfferID
	}
	if d.RequestID == 0 && s.Answers != "" {
		l.ReplyTo = answersTo(s.Answers, d.MailID)
	}
	if d.invites() {
		l.Event = &Event{
			UID: d.First, Zone: d.Zone, Place: strings.ReplaceAll(strings.TrimSpace(d.Place+"\n"+d.Address), "\n", ", "),
			Summary: or(d.Practice, "Appointment"), Sequence: d.Earlier, Start: *d.StartsAt, End: *d.EndsAt, Cancelled: d.Kind == Cancellation,
		}
	}
	return l
}

// SentTx remembers that the mail server took the mail over.
func SentTx(ctx context.Context, tx *db.Tx, mail id.Mail) error {
	tx.Calm()
	return setState(ctx, tx, mail, Sent, "")
}

// FailedTx remembers why the mail did not go: for good, or until the next try.
// What failed for good holds something up, so the file is settled.
func FailedTx(ctx context.Context, tx *db.Tx, mail id.Mail, problem string, forGood bool) error {
	if forGood {
		return setState(ctx, tx, mail, Failed, problem)
	}
	tx.Calm()
	return setState(ctx, tx, mail, Waiting, problem)
}

// ResendTx puts a mail that failed back into the outbox.
func ResendTx(ctx context.Context, tx *db.Tx, mail id.Mail) error {
	n, err := reopen(ctx, tx, mail)
	if err == nil && n == 0 {
		return errNotFailed
	}
	return err
}

var errNotFailed = fault.New(fault.Conflict, "This mail does not wait for a second try: it was sent, is on its way, or was taken back. Look at the outbox again.")

// Unsent lists the mails that wait, for the queue: it knows no names.
type Unsent struct {
	Clients []UnsentMail
	Staff   []id.Mail
}

// UnsentMail is a mail and whose file it is in.
type UnsentMail struct {
	Client id.Client
	Mail   id.Mail
}

// Unsent answers what waits and could go. Where there is no server that is
// nothing, but for what time has overtaken, which leaves the outbox.
func (s *Service) Unsent(ctx context.Context, who access.Actor) (u Unsent, err error) {
	err = s.db.Read(ctx, who, access.DeliverMail.Practice(), func(v *db.View) error {
		_, served, err := findServer(ctx, v)
		if err != nil {
			return err
		}
		if u.Clients, err = listUnsent(ctx, v, served); err != nil {
			return err
		}
		u.Staff, err = listUnsentStaff(ctx, v, served)
		return err
	})
	return u, err
}
