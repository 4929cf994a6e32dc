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

// DueLate is somebody who is expected soon by a clinician who runs late.
type DueLate struct {
	Client   id.Client
	Visit    id.Visit
	StartsAt time.Time // the time that they were told
	Minutes  int       // by which the clinician is late, in fives
}

// DueLate lists who is to be told now that their clinician runs late: who is expected
// within an hour and a half, has not come and was not told yet. Nobody is where the
// practice does not want it.
func (s *Service) DueLate(ctx context.Context) (due []DueLate, err error) {
	err = s.db.Read(ctx, access.System(access.Clock), access.FindDue.Practice(), func(v *db.View) error {
		due, err = listLate(ctx, v)
		return err
	})
	return due, err
}

// TellLateTx tells one of them, once: by text where there is a number, else by mail to
// the contact who acts for the client or to the client. Who came, was told or has
// another time meanwhile is told nothing.
func TellLateTx(ctx context.Context, tx *db.Tx, d DueLate, to id.Contact, number string) (out Reminded, err error) {
	tx.Calm() // a notice holds nothing up
	if err := insertLate(ctx, tx, d); errors.Is(err, db.ErrNone) {
		return out, nil
	} else if err != nil {
		return out, fmt.Errorf("decide to tell: %w", err)
	}
	if number == "" {
		out.Mail, err = written(ctx, tx, message{Kind: Late, Visit: d.Visit, Contact: to})
		return out, err
	}
	out.Text, err = textOf(ctx, tx, message{Kind: Late, Visit: d.Visit}, number, nil)
	return out, err
}

// running is a mail that says by how much a clinician is late. It does not say who.
func (d draft) running() (subject, body string) {
	who := or(d.Practice, "Your practice")
	return who + ": we are running late today", strings.Join([]string{
		d.greeting(), d.lateWords(who), "Please come at your time all the same: we may catch up. If you cannot wait, please " + d.call() + ".", who,
	}, "\n\n") + "\n"
}

func (d draft) lateWords(who string) string {
	return fmt.Sprintf("%s is running about %d minutes late today, so your visit at %s may begin later.", who, d.Late, d.Local.Format("15:04"))
}

// runningText says the same in a text.
func (d draft) runningText() string {
	return d.lateWords(or(d.Practice, "Your practice")) + " STOP for no more texts."
}
