package workflow

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/mail"
	"charthouse/internal/practice"
)

// SendTestMail sends one mail to the person who asks, through the saved server,
// and answers the address. What the server says is answered as a fault.
//
// Here alone a mail goes out without a job: the person waits for the answer.
func (w *Workflow) SendTestMail(ctx context.Context, who access.Actor) (to string, err error) {
	var server practice.MailServer
	err = w.db.Read(ctx, who, access.EditSettings.Practice(), func(v *db.View) (err error) {
		if server, err = practice.FindMailServer(ctx, v); err != nil {
			return err
		}
		to, err = practice.AddressOf(ctx, v, who.Staff())
		return err
	})
	if errors.Is(err, db.ErrNone) {
		return "", fault.New(fault.Conflict, "There is no mail server yet. Save its settings first.")
	}
	if err != nil {
		return "", err
	}
	err = mail.Send(ctx, mail.Server{
		Host: server.Host, Port: server.Port, User: server.Username, Password: server.Password, Security: mail.Security(server.Security),
	}, testMail(server, to))
	if failed, ok := errors.AsType[*mail.Error](err); ok {
		return "", fault.New(fault.Conflict, strings.ReplaceAll(failed.Sentence, " It is tried again by itself.", " Check the settings and try again."))
	}
	return to, err
}

func testMail(server practice.MailServer, to string) mail.Message {
	_, domain, _ := strings.Cut(server.Sender, "@")
	return mail.Message{
		ID:      strings.ToLower(rand.Text()) + "@" + domain,
		From:    mail.Address{Name: server.Practice, Email: server.Sender},
		To:      mail.Address{Email: to},
		Subject: "Test mail",
		Text:    "The mail settings of " + server.Practice + " work.\n\nNothing else is to be done.\n",
	}
}
