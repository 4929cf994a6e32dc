package mail

import (
	"bytes"
	"fmt"
	"mime"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// messageID is RFC 5322's dot-atom form, which needs no quoting.
var messageID = regexp.MustCompile("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,128}@[A-Za-z0-9.-]{1,128}$")

// compose writes the message, or refuses what could not be written safely.
func compose(msg Message) (*gomail.Msg, error) {
	if err := check(msg); err != nil {
		return nil, err
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := address(m, msg); err != nil {
		return nil, err
	}
	m.SetMessageIDWithValue(msg.ID)
	m.Subject(msg.Subject)
	if !msg.Date.IsZero() {
		m.SetDateWithValue(msg.Date)
	}
	if msg.Automatic {
		m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834
	}
	write(m, msg)
	return m, nil
}

func address(m *gomail.Msg, msg Message) error {
	for _, a := range []struct {
		set func(name, email string) error
		Address
	}{{m.FromFormat, msg.From}, {m.AddToFormat, msg.To}, {m.ReplyToFormat, msg.ReplyTo}} {
		if a.Email == "" {
			continue // check has made sure that only ReplyTo can be empty
		}
		if err := a.set(a.Name, a.Email); err != nil {
			return refused("The mail has an address that cannot be used.", "address", 0)
		}
	}
	return nil
}

func write(m *gomail.Msg, msg Message) {
	m.SetBodyString(gomail.TypeTextPlain, msg.Text)
	if msg.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, msg.HTML)
	}
	if len(msg.Calendar.Content) > 0 {
		kind := gomail.ContentType("text/calendar; method=" + msg.Calendar.Method)
		m.AddAlternativeString(kind, string(msg.Calendar.Content), gomail.WithPartEncoding(gomail.EncodingB64))
		attach(m, Attachment{Name: "invite.ics", MediaType: "application/ics", Content: msg.Calendar.Content})
	}
	for _, a := range msg.Attached {
		attach(m, a)
	}
}

func attach(m *gomail.Msg, a Attachment) {
	m.AttachReadSeeker(a.Name, bytes.NewReader(a.Content), gomail.WithFileContentType(gomail.ContentType(a.MediaType)))
}

// check refuses what would break out of a header or reach nobody.
func check(msg Message) error {
	if !messageID.MatchString(msg.ID) {
		return refused("The mail has no usable number of its own.", "message id", 0)
	}
	for _, a := range []Address{msg.From, msg.To, msg.ReplyTo} {
		if _, err := ParseAddress(a.Email); err != nil && (a != Address{} || a == msg.From || a == msg.To) {
			return refused("The mail has an address that cannot be used.", "address", 0)
		}
	}
	for _, line := range []string{msg.Subject, msg.From.Name, msg.To.Name, msg.ReplyTo.Name} {
		if !oneLine(line) {
			return refused("The subject and the names of a mail stay on one line.", "header", 0)
		}
	}
	if !utf8.ValidString(msg.Text) || !utf8.ValidString(msg.HTML) || (msg.Text == "") {
		return refused("The mail has no readable text.", "text", 0)
	}
	return checkFiles(msg)
}

func checkFiles(msg Message) error {
	switch msg.Calendar.Method {
	case "REQUEST", "CANCEL", "PUBLISH":
	default:
		if len(msg.Calendar.Content) > 0 {
			return refused("The calendar file of the mail does not say what it is for.", "calendar", 0)
		}
	}
	for _, a := range msg.Attached {
		media, params, err := mime.ParseMediaType(a.MediaType)
		if err != nil || len(params) > 0 || !strings.Contains(media, "/") {
			return refused("A file of the mail has no known type.", "attachment", 0)
		}
		if a.Name == "" || !oneLine(a.Name) || path.Base(a.Name) != a.Name || strings.ContainsAny(a.Name, `"\`) {
			return refused(fmt.Sprintf("The file %q cannot be sent under this name.", a.Name), "attachment", 0)
		}
	}
	return nil
}

// oneLine has no line break or other control character, visible or not.
func oneLine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}
