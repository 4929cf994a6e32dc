package messaging

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// StaffMailKind is what a mail to a person who works here is about.
type StaffMailKind string

// The kinds of mails to staff. The first two carry the link of a reset.
const (
	ResetMail   StaffMailKind = "reset"
	WelcomeMail StaffMailKind = "welcome"
	NudgeMail   StaffMailKind = "nudge" // lines of the worklist wait
)

// QueueStaffMailTx stores a mail that waits to be sent. Its mail id is made
// here, so that sending twice is the same mail.
func QueueStaffMailTx(ctx context.Context, tx *db.Tx, kind StaffMailKind, to id.Staff, reset id.Reset) (id.Mail, error) {
	m, err := insertStaffMail(ctx, tx, kind, to, reset, newMailID())
	if err != nil {
		return 0, fmt.Errorf("store a mail to staff: %w", err)
	}
	return m, nil
}

// QueueNudgeMailTx has a mail tell a person that lines wait for them. One that has
// not gone yet will tell of these too: it is then no new mail.
func QueueNudgeMailTx(ctx context.Context, tx *db.Tx, to id.Staff) (m id.Mail, fresh bool, err error) {
	if err := tx.LockScope(ctx, db.Account, int64(to)); err != nil {
		return 0, false, err
	}
	if waits, err := nudgeWaits(ctx, &tx.View, to); err != nil || waits {
		return 0, false, err
	}
	m, err = QueueStaffMailTx(ctx, tx, NudgeMail, to, 0)
	return m, true, err
}

// staffDraft is a mail to somebody who works here, with the record as it is now.
type staffDraft struct {
	Mail     id.Mail
	MailID   string
	Kind     StaffMailKind
	State    State
	Tries    int
	Reset    id.Reset
	Until    *time.Time // the link is good
	Over     bool       // the link was used, or the person left
	Staff    id.Staff
	Lines    int // that wait for the person, and were to be told by mail
	Name     string
	Email    string
	Practice string
	ReplyTo  string
}

// ReadyStaffTx is ReadyTx for a mail to somebody who works here.
func ReadyStaffTx(ctx context.Context, tx *db.Tx, mail id.Mail) (Letter, error) {
	d, err := findStaffDraft(ctx, &tx.View, mail)
	if err != nil {
		return Letter{}, fmt.Errorf("read mail %s to staff: %w", mail, err)
	}
	if d.State != Waiting {
		return Letter{}, nil
	}
	if d.Kind == NudgeMail {
		// What is told from now on needs a mail of its own.
		if err := tx.LockScope(ctx, db.Account, int64(d.Staff)); err != nil {
			return Letter{}, err
		}
		if d, err = findStaffDraft(ctx, &tx.View, mail); err != nil {
			return Letter{}, fmt.Errorf("read mail %s to staff: %w", mail, err)
		}
	}
	if why := d.overtaken(tx.Now()); why != "" {
		return Letter{}, setStaffState(ctx, tx, mail, Withdrawn, why)
	}
	server, served, err := findServer(ctx, &tx.View)
	if err != nil || !served {
		return Letter{}, err
	}
	return d.ready(server), countStaffTry(ctx, tx, mail)
}

// overtaken says why the mail must not go any more, or nothing.
func (d staffDraft) overtaken(now time.Time) string {
	switch {
	case d.Kind == NudgeMail && d.Over:
		return "The person left before the mail went."
	case d.Kind == NudgeMail && d.Lines == 0:
		return "Nothing waited any more, or the person had looked, before the mail went."
	case d.Kind == NudgeMail:
		return ""
	case d.Over, d.Until == nil, d.Until.Before(now):
		return "The link was used, or its time ran out, before the mail went. A new one can be asked for at sign-in."
	}
	return ""
}

func (d staffDraft) ready(s Server) Letter {
	l := Letter{
		MailID: d.MailID, Server: s, FromName: d.Practice, ReplyTo: d.ReplyTo, ToName: d.Name, To: d.Email,
		Automatic: true, Again: d.Tries > 0, Reset: d.Reset,
	}
	l.Subject, l.Text = d.words()
	return l
}

func (d staffDraft) words() (subject, body string) {
	who := or(d.Practice, "Charthouse")
	parts := []string{"Hello " + d.Name + ","}
	switch d.Kind {
	case NudgeMail:
		lines := "1 line of the worklist waits"
		if d.Lines != 1 {
			lines = fmt.Sprintf("%d lines of the worklist wait", d.Lines)
		}
		subject = who + ": " + lines
		parts = append(parts, lines+" for you to know of. See which, after you have signed in:", linkHere,
			"The lines leave by themselves once the record is right. This mail names no patient.")
	case WelcomeMail:
		subject = who + ": choose your password"
		parts = append(parts, "You can now sign in at "+who+" with this address. Choose your password here:", linkHere,
			"The link works once, for three days. After that, ask for a new one with “I forgot it” at sign-in.")
	default:
		subject = who + ": a new password"
		parts = append(parts, "Somebody, we hope you, asked for a new password at "+who+". Choose it here:", linkHere,
			"The link works once, for one hour. If it was not you, do nothing: your present password stays good.")
	}
	return subject, strings.Join(append(parts, who), "\n\n") + "\n"
}

// SentStaffTx remembers that the mail server took the mail over.
func SentStaffTx(ctx context.Context, tx *db.Tx, mail id.Mail) error {
	return setStaffState(ctx, tx, mail, Sent, "")
}

// FailedStaffTx remembers why the mail did not go: for good, or until the next try.
func FailedStaffTx(ctx context.Context, tx *db.Tx, mail id.Mail, problem string, forGood bool) error {
	if forGood {
		return setStaffState(ctx, tx, mail, Failed, problem)
	}
	return setStaffState(ctx, tx, mail, Waiting, problem)
}

// ResendStaffTx puts a mail to staff that failed back into the outbox.
func ResendStaffTx(ctx context.Context, tx *db.Tx, mail id.Mail) error {
	n, err := reopenStaff(ctx, tx, mail)
	if err == nil && n == 0 {
		return errNotFailed
	}
	return err
}
