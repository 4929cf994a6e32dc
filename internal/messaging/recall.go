package messaging

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// DueRecall is somebody who is to come again, and was not written to about it.
type DueRecall struct {
	Client id.Client
	Visit  id.Visit // after which they come again
	Zone   string   // of whoever comes
}

// DueRecalls lists those whose kind of visit has them written to, who wish for mails and
// have no other visit. In the quiet hours of their zone nobody is written to.
func (s *Service) DueRecalls(ctx context.Context) (due []DueRecall, err error) {
	err = s.db.Read(ctx, access.System(access.Clock), access.FindDue.Practice(), func(v *db.View) error {
		quiet, err := findQuiet(ctx, v)
		if err != nil {
			return err
		}
		list, err := listDueRecalls(ctx, v)
		if err != nil {
			return fmt.Errorf("list who is to come again: %w", err)
		}
		for _, d := range list {
			zone, err := time.LoadLocation(d.Zone)
			if err != nil {
				return fmt.Errorf("zone of visit %s: %w", d.Visit, err)
			}
			if !quiet.covers(v.Now(), zone) {
				due = append(due, d)
			}
		}
		return nil
	})
	return due, err
}

// RecallTx writes to one of them, once for each time that they are to come again. It
// goes to the contact who acts for the client, or to the client; who has no address is
// not asked for again.
func RecallTx(ctx context.Context, tx *db.Tx, d DueRecall, to id.Contact) (id.Mail, error) {
	tx.Calm() // the line stands on the worklist already
	err := insertRecallMail(ctx, tx, d.Visit)
	if errors.Is(err, db.ErrNone) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("decide a recall: %w", err)
	}
	mail, err := written(ctx, tx, message{Kind: Recall, Contact: to})
	if err != nil || mail == 0 {
		return 0, err
	}
	if err := setRecallMail(ctx, tx, d.Visit, mail); err != nil {
		return 0, fmt.Errorf("join a recall to its mail: %w", err)
	}
	return mail, nil
}

// recalling asks to come again, and says nothing of what for.
func (d draft) recalling() (subject, body string) {
	who, whose := or(d.Practice, "Your practice"), "your next visit"
	if d.ContactID != 0 {
		whose = "the next visit of " + or(d.Client, "the patient")
	}
	return who + ": time for " + whose, strings.Join([]string{
		d.greeting(), "It is time for " + whose + " at " + or(d.Practice, "your practice") + ", and no time is booked for it yet.",
		"Please " + d.call() + " to find one. If you have one already or do not want to come, please tell us too.", who,
	}, "\n\n") + "\n"
}
