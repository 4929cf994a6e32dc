// Package fault is the only error a person may read.
//
// A fault says in their words what is wrong, what it holds up and what to do
// next. Everything else that goes wrong is an ordinary error: it is logged
// without patient data and answered with a reference.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind decides the status that a fault is answered with, in one place (web/page).
type Kind int

const (
	Internal  Kind = iota // not a fault at all: 500
	Invalid               // what was typed cannot be stored: 422
	Forbidden             // the role may not do this: 403
	NotFound              // no such record, or not in this file: 404
	Conflict              // somebody or something was first: 409
	TooMany               // try again later: 429
	Away                  // what it needs is being started again: 503
)

// Fault is a message for a person. Fields names the form fields that are wrong,
// each with its own sentence.
type Fault struct {
	Kind    Kind
	Message string
	Fields  map[string]string
}

// Error gives the message and its fields, for tests and logs of development.
func (f *Fault) Error() string {
	if len(f.Fields) == 0 {
		return f.Message
	}
	var b strings.Builder
	b.WriteString(f.Message)
	for _, k := range slices.Sorted(maps.Keys(f.Fields)) {
		fmt.Fprintf(&b, " [%s: %s]", k, f.Fields[k])
	}
	return b.String()
}

// New is a fault without fields.
func New(k Kind, message string) *Fault { return &Fault{Kind: k, Message: message} }

// KindOf is the kind of the fault inside err, or Internal.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}

// Check gathers what is wrong with a form, field by field, so that a person
// sees everything at once.
type Check struct{ fields map[string]string }

// Unless records the sentence under the field when ok is false. The first
// sentence of a field stays.
func (c *Check) Unless(ok bool, field, sentence string) {
	if ok || c.fields[field] != "" {
		return
	}
	if c.fields == nil {
		c.fields = map[string]string{}
	}
	c.fields[field] = sentence
}

// Take moves the fields of err, if it is an Invalid fault, into the check and
// returns any other error.
func (c *Check) Take(err error) error {
	f, ok := errors.AsType[*Fault](err)
	if !ok || f.Kind != Invalid {
		return err
	}
	for k, v := range f.Fields {
		c.Unless(false, k, v)
	}
	return nil
}

// Fault is nil when nothing is wrong, else an Invalid fault with every field.
func (c *Check) Fault() error {
	switch len(c.fields) {
	case 0:
		return nil
	case 1:
		return &Fault{Invalid, "One answer needs another look. Nothing was lost.", c.fields}
	default:
		return &Fault{Invalid, fmt.Sprintf("%d answers need another look. Nothing was lost.", len(c.fields)), c.fields}
	}
}
