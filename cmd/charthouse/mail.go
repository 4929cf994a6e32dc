package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/mail"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
)

// What a mail server reads as the status of a pipe (sysexits.h): a mail that can
// never be read goes back to its sender, any other failure is tried again.
const (
	exDataErr  = 65
	exTempFail = 75
)

// status is an error with the exit status that says it.
type status struct {
	error
	code int
}

func (s status) Unwrap() error { return s.error }

// receiveMail takes one mail from standard input where it belongs, as a mail
// server hands it over. The same mail twice is one.
func receiveMail(ctx context.Context, cmd config.ReceiveMail, c config.Config, in io.Reader, say io.Writer) error {
	m, err := mail.Read(in)
	switch {
	case errors.Is(err, mail.ErrUnreadable), errors.Is(err, mail.ErrTooBig):
		return status{err, exDataErr}
	case err != nil:
		return status{err, exTempFail}
	}
	if cmd.To != "" {
		m.To = append([]string{cmd.To}, m.To...)
	}
	h, err := open(ctx, c, io.Discard, local.StartOrAttach)
	if err != nil {
		return status{err, exTempFail}
	}
	defer h.close()
	what, err := workflow.New(h.db).ReceiveMail(ctx, h.documents, m)
	if err != nil {
		return status{err, exTempFail}
	}
	fmt.Fprintln(say, arrived[what])
	return nil
}

// arrived says what became of a mail, without whose it is.
var arrived = map[messaging.Arrival]string{
	messaging.Seen: "This mail came in before.", messaging.Filed: "The mail is in the file of whoever answered.",
	messaging.Stray: "The mail waits in the inbox: nobody knows yet whose it is.", messaging.Bounced: "The mail says that one of ours was not delivered.",
	messaging.Automatic: "Nobody typed this mail: it is noted, and opens nothing.",
}
