package sample

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/sample/life"
	"charthouse/internal/workflow"
)

// around does what belongs to no visit's line.
func (l *loader) around(ctx context.Context) error {
	for _, do := range []func(context.Context) error{l.enquire, l.askForLetters, l.file, l.giveBack, l.wait, l.ask, l.restrict} {
		l.at = l.now.Add(-50 * time.Minute)
		if err := do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// enquiries are people who called and want to be called back: their files are
// open, and nothing is booked.
var enquiries = []clients.Details{
	{Given: "Wilhelmina", Family: "Ashgrove-Pettifer", BirthDate: "1951-02-19", Sex: "female", Phone: "555 0299 31"},
	{Given: "Ayodele", Family: "Okonkwo", BirthDate: "1993-08-02", Sex: "other", Pronouns: "they/them", Phone: "555 0299 32", Email: "ayodele.okonkwo@mail.example"},
	{Given: "Tomás", Family: "Uí Cheallaigh", BirthDate: "1978-11-27", Sex: "male", Phone: "555 0299 33"},
	{Given: "Noor", Preferred: "نور", Family: "van Dijk-El Amrani", BirthDate: "2001-05-30", Sex: "female", Phone: "555 0299 34", Email: "noor.vandijk@mail.example", Language: "Dutch"},
}

func (l *loader) enquire(ctx context.Context) error {
	for i, in := range enquiries {
		l.at = l.now.Add(-time.Duration(60-11*i) * time.Minute)
		if err := drop(clients.New(l.db).Create(ctx, l.set.desk, in)); err != nil {
			return fmt.Errorf("open the file of somebody who called: %w", err)
		}
	}
	return nil
}

// restrict closes the file of somebody in psychology, who is known in town, to
// all but their clinician and one of the desk.
func (l *loader) restrict(ctx context.Context) error {
	in := clients.RestrictionForm{Reason: "Sits on the town council; asked for it", Team: []string{l.set.Desk[1].ID.String()}}
	for _, v := range l.shown {
		if v.With == l.set.Clinicians[3] {
			return clients.New(l.db).Restrict(ctx, manager, v.Person.Number, in)
		}
	}
	return nil
}

var letters = []clients.RequestForm{
	{Recipient: "Dr Weber, Harbour Cardiology", Email: "weber@harbour.example", Asks: "Your letter about the echocardiogram of last month, please."},
	{Recipient: "Northgate Imaging", Email: "records@northgate.example", Asks: "The report of the MRI of the knee, please."},
	{Recipient: "Dr Ueda, Mill Hill Surgery", Email: "ueda@millhill.example", Asks: "The discharge letter, and the list of medicines at discharge."},
}

// askForLetters asks other practices about people who were here.
func (l *loader) askForLetters(ctx context.Context) error {
	for i, in := range letters {
		v := l.seen(i*7, func(v *life.Visit) bool { return v.Kind.Vitals })
		if v == nil {
			return nil
		}
		if err := drop(workflow.New(l.db).AskForLetter(ctx, l.actor(v.Desk.ID), v.Person.Number, in)); err != nil {
			return fmt.Errorf("ask for a letter: %w", err)
		}
	}
	return nil
}

// seen is one of those who were seen in the acted days, the nth or the next who fits.
func (l *loader) seen(nth int, fits func(*life.Visit) bool) *life.Visit {
	for i := range l.shown {
		if v := l.shown[(nth+i)%len(l.shown)]; fits(v) {
			return v
		}
	}
	return nil
}

// send says of the mails of these days that they went out, as the worker would:
// the last ones wait, and two came back.
func (l *loader) send(ctx context.Context) error {
	rows, err := l.pool.Query(ctx, `
		select client_id, id, made_at
		from deliveries
		where state = 'waiting' and made_at < $1
		order by made_at, id`, l.now.Add(-15*time.Minute))
	if err != nil {
		return err
	}
	type mail struct {
		Client id.Client
		ID     id.Mail
		MadeAt time.Time
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowToStructByPos[mail])
	if err != nil {
		return err
	}
	for i, m := range waiting {
		l.at = m.MadeAt.Add(time.Minute)
		err := l.db.Write(ctx, access.System(access.Mailer), access.DeliverMail.On(m.Client), func(tx *db.Tx) error {
			if i%40 == 17 {
				return messaging.FailedTx(ctx, tx, m.ID, "There is no such mailbox.", true)
			}
			return messaging.SentTx(ctx, tx, m.ID)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
