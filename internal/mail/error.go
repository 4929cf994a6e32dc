package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/textproto"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Kind says whether the same message may pass later.
type Kind int

const (
	Temporary Kind = iota // try again, as it is
	Permanent             // trying again cannot help
)

// Error is why a message was not handed over. Sentence is for people. Neither it
// nor Error holds an address or the server's own words.
type Error struct {
	Kind     Kind
	Sentence string
	Stage    string // what was being done, such as "recipient"
	Code     int    // the server's status, or 0 where it gave none
}

func (e *Error) Error() string {
	kind := "temporary"
	if e.Kind == Permanent {
		kind = "permanent"
	}
	if e.Code == 0 {
		return fmt.Sprintf("mail: %s failure at %s", kind, e.Stage)
	}
	return fmt.Sprintf("mail: %s failure at %s, status %d", kind, e.Stage, e.Code)
}

// IsPermanent tells whether err says that trying again cannot help.
func IsPermanent(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == Permanent
}

func refused(sentence, stage string, code int) *Error {
	return &Error{Kind: Permanent, Sentence: sentence, Stage: stage, Code: code}
}

func later(sentence, stage string, code int) *Error {
	return &Error{Kind: Temporary, Sentence: sentence, Stage: stage, Code: code}
}

func interrupted() *Error {
	return later("Sending was interrupted. It is tried again by itself.", "connection", 0)
}

// dialFailure reads what went wrong before any message was offered. All of it is
// temporary for the message: the settings are what somebody must mend, and then
// the same message goes out.
func dialFailure(ctx context.Context, err error) *Error {
	if ctx.Err() != nil {
		return interrupted()
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return later("The mail server's certificate is for another name. Check the server's name in the mail settings.", "encryption", 0)
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return later("The mail server's certificate is not trusted. Check the server's name in the mail settings.", "encryption", 0)
	}
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		return greeting(answer.Code)
	}
	if errors.Is(err, gomail.ErrNoSupportedAuthDiscovered) || errors.Is(err, gomail.ErrPlainAuthNotSupported) {
		return later("The mail server offers no way to sign in that is known here. Check the mail settings.", "sign-in", 0)
	}
	if strings.Contains(err.Error(), "does not support STARTTLS") { // go-mail has no error value for it
		return later("The mail server does not offer encryption. Check the security in the mail settings.", "encryption", 0)
	}
	return later("The mail server cannot be reached. It is tried again by itself.", "connection", 0)
}

func greeting(code int) *Error {
	if code == 530 || code == 534 || code == 535 || code == 538 {
		return later("The mail server did not accept the user name and password in the mail settings.", "sign-in", code)
	}
	return later("The mail server is not taking mail at the moment. It is tried again by itself.", "greeting", code)
}

// sendFailure reads why an offered message was not taken. go-mail's own IsTemp is
// not asked: it calls a broken line permanent.
func sendFailure(ctx context.Context, err error) *Error {
	if ctx.Err() != nil {
		return interrupted()
	}
	sent, ok := errors.AsType[*gomail.SendError](err)
	if !ok || sent.ErrorCode() == 0 {
		return later("The line to the mail server broke. It is tried again by itself.", "transfer", 0)
	}
	stage, code := stageOf(sent.Reason), sent.ErrorCode()
	if code < 500 {
		return later("The mail server asks to try again later. It is tried again by itself.", stage, code)
	}
	return refused(sentenceFor(stage, code, sent.EnhancedStatusCode()), stage, code)
}

func stageOf(reason gomail.SendErrReason) string {
	switch reason {
	case gomail.ErrSMTPMailFrom:
		return "sender"
	case gomail.ErrSMTPRcptTo:
		return "recipient"
	}
	return "content"
}

// sentenceFor words a refusal. Enhanced codes are of RFC 3463: x.1 addresses, x.2
// the mailbox, x.3.4 size, x.7 policy.
func sentenceFor(stage string, code int, enhanced string) string {
	about := func(prefix string) bool { return len(enhanced) >= len(prefix) && enhanced[:len(prefix)] == prefix }
	switch {
	case about("5.2.2"):
		return "The person's mailbox is full."
	case about("5.3.4") || about("5.2.3") || stage == "content" && code == 552:
		return "The mail is too large for the mail server."
	case about("5.7"):
		return "The mail server does not let the practice send this mail."
	case stage == "sender":
		return "The mail server refused the practice's own address. Check it in the mail settings."
	case stage == "recipient":
		return "The mail server refused this address."
	}
	return "The mail server refused this mail."
}
