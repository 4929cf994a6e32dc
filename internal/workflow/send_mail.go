package workflow

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/ical"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/mail"
	"charthouse/internal/messaging"
)

var mailer = access.System(access.Mailer)

// SendMail hands one mail to the mail server: its words and its link are made
// now, from the record as it is. Sending happens outside any transaction; a
// crash between sending and remembering sends the same mail again, under the
// same id. An error asks for another try, unless this was the last.
func (w *Workflow) SendMail(ctx context.Context, base *url.URL, c id.Client, m id.Mail, last bool) error {
	act := access.DeliverMail.On(c)
	var letter messaging.Letter
	var bill billing.Bill
	err := w.db.Write(ctx, mailer, act, func(tx *db.Tx) (err error) {
		if letter, err = messaging.ReadyTx(ctx, tx, m); err != nil {
			return err
		}
		if letter.Invoice != 0 {
			bill, err = billing.BillTx(ctx, &tx.View, letter.Invoice)
		}
		if err != nil || !letter.Linked() {
			return err
		}
		token, err := mintTx(ctx, tx, letter)
		letter = letter.WithLink(link(base, pathOf(letter), token))
		return err
	})
	if err != nil || letter.MailID == "" {
		return err
	}
	if letter, err = w.attach(letter, c, bill); err != nil {
		return errors.Join(err, w.undrawn(ctx, c, m, last))
	}
	return w.handOver(ctx, base, letter, last, act, func(tx *db.Tx, problem string, forGood bool) error {
		if problem == "" {
			return messaging.SentTx(ctx, tx, m)
		}
		return messaging.FailedTx(ctx, tx, m, problem, forGood)
	})
}

// mintTx makes the link that the letter carries.
func mintTx(ctx context.Context, tx *db.Tx, l messaging.Letter) (string, error) {
	if l.Request != 0 {
		return intake.MintRequestLinkTx(ctx, tx, l.Request)
	}
	if l.Booked != 0 {
		return intake.MintBookingLinkTx(ctx, tx, l.Booked)
	}
	if l.Talk != 0 {
		return intake.MintTalkLinkTx(ctx, tx, l.Talk, l.Contact)
	}
	if l.Visit != 0 {
		return intake.MintVisitLinkTx(ctx, tx, l.Visit)
	}
	if l.Offer != 0 {
		return intake.MintOfferLinkTx(ctx, tx, l.Offer)
	}
	return intake.MintLinkTx(ctx, tx, l.Packet, l.Contact, l.Again)
}

// pathOf is where the letter's link leads.
func pathOf(l messaging.Letter) string {
	if l.Visit != 0 {
		return messaging.ConfirmPath
	}
	if l.Offer != 0 {
		return messaging.OfferPath
	}
	return messaging.FormPath
}

// handOver sends the letter and remembers how it went.
func (w *Workflow) handOver(ctx context.Context, base *url.URL, l messaging.Letter, last bool, act access.Act, remember func(tx *db.Tx, problem string, forGood bool) error) error {
	failed := w.send(ctx, base, l)
	problem, forGood := "", false
	if failed != nil {
		problem, forGood = sentence(failed), mail.IsPermanent(failed) || last
	}
	// The mail is gone or refused whether or not the job's time is up.
	err := w.db.Write(context.WithoutCancel(ctx), mailer, act, func(tx *db.Tx) error { return remember(tx, problem, forGood) })
	if forGood {
		return err
	}
	return errors.Join(failed, err)
}

func (w *Workflow) send(ctx context.Context, base *url.URL, l messaging.Letter) error {
	host := base.Hostname()
	msg := mail.Message{
		ID: l.MailID + "@" + host, Date: w.db.Now(),
		From: mail.Address{Name: l.FromName, Email: l.Server.Sender}, ReplyTo: answersTo(l),
		To: mail.Address{Name: l.ToName, Email: l.To}, Subject: l.Subject, Text: l.Text, Automatic: l.Automatic,
	}
	if l.Event != nil {
		e := eventOf(l, host)
		e.Stamp = w.db.Now()
		content, err := ical.Write(e)
		if err != nil {
			return fmt.Errorf("mail %s: %w", l.MailID, err)
		}
		msg.Calendar = mail.Calendar{Method: e.Method(), Content: content}
	}
	for _, f := range l.Attached {
		msg.Attached = append(msg.Attached, mail.Attachment{Name: f.Name, MediaType: f.MediaType, Content: f.Content})
	}
	s := l.Server
	return mail.Send(ctx, mail.Server{Host: s.Host, Port: s.Port, User: s.Username, Password: s.Password, Security: mail.Security(s.Security)}, msg)
}

// answersTo is the practice's own address, where it has one that mail can reach.
func answersTo(l messaging.Letter) mail.Address {
	if _, err := mail.ParseAddress(l.ReplyTo); err != nil {
		return mail.Address{}
	}
	return mail.Address{Name: l.FromName, Email: l.ReplyTo}
}

func eventOf(l messaging.Letter, host string) ical.Event {
	e := l.Event
	return ical.Event{
		UID: e.UID + "@" + host, Sequence: e.Sequence, Start: e.Start, End: e.End, Zone: e.Zone, Summary: e.Summary, Location: e.Place,
		Organizer: ical.Person{Name: l.FromName, Email: l.Server.Sender}, Attendee: ical.Person{Name: l.ToName, Email: l.To}, Cancelled: e.Cancelled,
	}
}

// sentence is what went wrong, for people.
func sentence(err error) string {
	if e, ok := errors.AsType[*mail.Error](err); ok {
		return e.Sentence
	}
	return "The mail could not be written. It is tried again by itself."
}

func link(base *url.URL, path, token string) string { return base.JoinPath(path, token).String() }
