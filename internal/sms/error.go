package sms

import (
	"errors"
	"fmt"
)

// Kind says whether a text went.
type Kind int

const (
	NotSent Kind = iota // it did not go; the same text may pass later
	Refused             // it did not go, and never will as it is
	Unsure              // it may have gone
)

// Error is why a text was not known to be taken. Sentence is for people.
type Error struct {
	Kind     Kind
	Sentence string
	Status   int // of the answer, or 0 where there was none
	Code     int // the provider's own, or 0
}

func (e *Error) Error() string {
	kind := [...]string{"not sent", "refused", "unsure"}[e.Kind]
	return fmt.Sprintf("text: %s, status %d, code %d", kind, e.Status, e.Code)
}

// KindOf answers what is known of a text that failed; of what is no Error, nothing.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Unsure
}
