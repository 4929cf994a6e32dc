package sms

import (
	"context"
	"net/url"
)

// Text is one message to one number.
type Text struct {
	To       string // as Number writes it
	Body     string
	Callback string // the address to which the provider reports
}

// Receipt is how the provider calls a text that it took.
type Receipt struct{ Key string }

// Fate is what became of a text.
type Fate string

// The fates that matter; those between are no report.
const (
	Delivered   Fate = "delivered"
	Undelivered Fate = "undelivered" // and never will be
)

// Report says what became of a text.
type Report struct {
	Key  string
	Fate Fate
}

// Reply is what somebody wrote back.
type Reply struct {
	Key  string // of their text: the same text twice has the same
	From string
	Body string
}

// Provider sends texts, and reads what it posts to the practice.
type Provider interface {
	Send(ctx context.Context, t Text) (Receipt, error)
	Signed(address string, form url.Values, signature string) bool
	Report(form url.Values) (Report, bool)
	Reply(form url.Values) (Reply, bool)
}
