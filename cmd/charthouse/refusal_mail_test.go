package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"charthouse/internal/mail/mailtest"
	"charthouse/internal/worker"
	webbilling "charthouse/web/billing"
)

// inMails are the kinds of words that a mail to a client may say of their own file:
// their name, what was written to them, and in a calendar entry who is invited.
var inMails = []string{"name", "message", "email"}

// deliver sends everything that the acts of the matrix put into the outbox, and
// holds each mail to whose it is.
func (m *matrix) deliver() {
	server := mailtest.Start(m.t)
	m.owner(fmt.Sprintf(`update mail_settings set host = '127.0.0.1', port = %d, security = 'none', username = '', password = ''`, server.Port()))
	base := &url.URL{Scheme: "https", Host: "practice.example"}
	stop, err := worker.Start(m.t.Context(), worker.House{DB: m.DB, Pool: m.App, Log: slog.New(slog.NewTextHandler(&m.log, nil)), Base: base, Draw: webbilling.DrawInvoice})
	if err != nil {
		m.t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline) && len(m.requests(`select kind from river_job where kind like 'send%' and finalized_at is null`)) > 0; {
		time.Sleep(50 * time.Millisecond)
	}
	_ = stop(context.WithoutCancel(m.t.Context()))
	mails := server.Messages()
	for _, got := range mails {
		m.mailed(got)
	}
	if len(mails) < 20 {
		m.t.Errorf("only %d mails went: the test looks at little", len(mails))
	}
	m.t.Logf("%d mails", len(mails))
}

// mailed holds one mail to the file of its address; a mail to staff, or to anybody
// else, is of no file.
func (m *matrix) mailed(got mailtest.Received) {
	where := "the mail " + got.Subject
	own := int64(0)
	if at := spokenWord.FindStringSubmatch(strings.Join(got.To, " ")); at != nil {
		own = number(at[2])
	}
	said := strings.Join([]string{got.Subject, got.Text, got.HTML, got.Calendar}, "\n")
	for _, word := range spokenWord.FindAllStringSubmatch(said, -1) {
		if kind := strings.ToLower(word[1]); number(word[2]) != own || !slices.Contains(inMails, kind) {
			m.t.Errorf("%s to %v tells the %s of file %s", where, got.To, kind, word[2])
		}
	}
	m.silent(where, said)
}
