package ui

import (
	"crypto/rand"
	"encoding/base64"
	"strings"

	"github.com/a-h/templ"
)

// FormOf is a form that posts. It works without scripts, and has one effect however often it is sent.
type FormOf struct {
	Action   string
	ID       string
	Class    string
	Fault    string       // what is wrong with the whole, in the fault's words
	Errors   []FieldError // what is wrong with fields, in their order on the page
	Upload   bool         // it carries files
	Autosave string       // URL that keeps drafts; needs a hidden "version" field if edits may collide
	Attrs    templ.Attributes
}

// FieldError is one message under one field.
type FieldError struct{ Name, Label, Message string }

// FieldKind says what a field takes.
type FieldKind string

// The kinds of fields. The zero kind is one line of text.
const (
	Text     FieldKind = ""
	Date     FieldKind = "date"
	Time     FieldKind = "time"
	Number   FieldKind = "number"
	Money    FieldKind = "money"
	Email    FieldKind = "email"
	Tel      FieldKind = "tel"
	Password FieldKind = "password"
	Area     FieldKind = "textarea"
	Write    FieldKind = "write" // a textarea without a frame, for clinical writing
	Select   FieldKind = "select"
	Check    FieldKind = "checkbox" // one box; Value is "on" or a word of yours when ticked
	Checks   FieldKind = "checks"   // several boxes of one name
	Radio    FieldKind = "radio"
	Choice   FieldKind = "choice" // a radio group in large rows, for phones
	Pick     FieldKind = "pick"   // a radio group in three across, for phones
	File     FieldKind = "file"
	Hidden   FieldKind = "hidden"
)

// Field is a label, a control, and what belongs under it.
type Field struct {
	Label, Name, Value string
	Kind               FieldKind
	ID                 string // default: f- and the name
	Help               string // how to answer
	Source             string // where a known value came from: "From the card, 4 Jun"
	Error              string // what to write instead; the message stands under the field
	Unit               string // behind the control: "kg", "hours before"
	Options            []Option
	Values             []string // what is ticked, for Checks
	Rows               int      // of a textarea
	Required           bool
	ReadOnly           bool
	Autofocus          bool
	Small              bool   // inside rows
	HideLabel          bool   // the row says it already; screen readers still hear it
	Autocomplete       string // the HTML token: "given-name", "off"
	Placeholder        string
	Min, Max, Step     string
	Accept             string // of a file: ".pdf,.png"
	Find               string // URL that answers options as you type; the picked value goes to Name, the text to Name + "_text"
	FindText           string // the text of the value already picked
	Attrs              templ.Attributes
}

// Option is one answer of a select, a radio group or a set of boxes.
type Option struct{ Value, Label, Detail string }

// once is a fresh 128-bit key: the same key posted twice has one effect.
func once() string {
	var key [16]byte
	_, _ = rand.Read(key[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(key[:])
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "f-" + f.Name
}

func (f Field) group() bool {
	return f.Kind == Radio || f.Kind == Choice || f.Kind == Pick || f.Kind == Checks
}

// input is the type attribute. Money and numbers are typed as text: browsers' number fields swallow mistakes and scroll.
func (f Field) input() string {
	switch f.Kind {
	case Text, Money, Number:
		return "text"
	}
	return string(f.Kind)
}

func (f Field) class() string {
	if f.Kind == Write {
		return "write"
	}
	class := "input"
	if f.Small {
		class += " sm"
	}
	if f.Kind == Money || f.Kind == Number {
		class += " num"
	}
	return class
}

// attrs are those that every control shares.
func (f Field) attrs() templ.Attributes {
	attrs := templ.Attributes{}
	for name, value := range f.Attrs {
		attrs[name] = value
	}
	for name, value := range map[string]string{
		"autocomplete": f.Autocomplete, "placeholder": f.Placeholder, "min": f.Min, "max": f.Max, "step": f.Step,
		"accept": f.Accept, "inputmode": f.inputMode(), "aria-describedby": f.describedBy(),
	} {
		if value != "" {
			attrs[name] = value
		}
	}
	for name, on := range map[string]bool{"required": f.Required, "readonly": f.ReadOnly, "autofocus": f.Autofocus} {
		if on {
			attrs[name] = true
		}
	}
	if f.Error != "" {
		attrs["aria-invalid"] = "true"
	}
	return attrs
}

func (f Field) inputMode() string {
	if f.Kind == Money || f.Kind == Number {
		return "decimal"
	}
	return ""
}

func (f Field) describedBy() string {
	var ids []string
	if f.Unit != "" {
		ids = append(ids, f.id()+"-unit")
	}
	if f.Error != "" {
		ids = append(ids, f.id()+"-error")
	}
	if f.Help != "" || f.Source != "" {
		ids = append(ids, f.id()+"-hint")
	}
	return strings.Join(ids, " ")
}

func (f Field) hint() string {
	if f.Help != "" && f.Source != "" {
		return f.Help + " " + f.Source
	}
	return f.Help + f.Source
}

func (f Field) ticked(value string) bool {
	if f.Kind != Checks {
		return f.Value == value
	}
	for _, v := range f.Values {
		if v == value {
			return true
		}
	}
	return false
}

func (f Field) rows() int {
	if f.Rows > 0 {
		return f.Rows
	}
	return 3
}
