package ical

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"charthouse/internal/fault"
)

// The bounds of a file that is read. A practice's calendar is far smaller.
const (
	MostBytes = 8 << 20
	mostLines = 200_000
	mostDepth = 6
)

// line is one content line of a file, unfolded: NAME;PARAMETER=VALUE:VALUE.
type line struct {
	number int // of its first line in the file
	name   string
	params map[string]string
	value  string
}

// refuse says which line cannot be read. What stands in it is not repeated.
func (l line) refuse(what string) error {
	return fault.New(fault.Invalid, fmt.Sprintf("Line %d of the calendar cannot be read: %s.", l.number, what))
}

// linesOf unfolds the file. It ends lines as RFC 5545 does, and as those do who have not read it.
func linesOf(file []byte) ([]line, error) {
	if len(file) > MostBytes {
		return nil, fault.New(fault.Invalid, "The calendar is larger than 8 MB. Share one with fewer events.")
	}
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	file = bytes.ReplaceAll(file, []byte("\r\n"), []byte("\n"))
	file = bytes.ReplaceAll(file, []byte("\r"), []byte("\n"))
	if bytes.Count(file, []byte("\n")) > mostLines {
		return nil, fault.New(fault.Invalid, "The calendar has more than 200,000 lines. Share one with fewer events.")
	}
	var out []line
	var text strings.Builder
	number, begun := 0, 0
	end := func() error {
		if strings.TrimSpace(text.String()) == "" {
			return nil
		}
		l, err := splitLine(begun, text.String())
		if err == nil && l.name != "" {
			out = append(out, l)
		}
		return err
	}
	for raw := range bytes.SplitSeq(file, []byte("\n")) {
		number++
		if len(raw) > 0 && (raw[0] == ' ' || raw[0] == '\t') && begun > 0 {
			text.Write(raw[1:])
			continue
		}
		if err := end(); err != nil {
			return nil, err
		}
		text.Reset()
		text.Write(raw)
		begun = number
	}
	return out, end()
}

// matters are lines without which a calendar would say something else.
var matters = regexp.MustCompile(`(?i)^(BEGIN|END|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID|TRANSP|STATUS|UID|TZ)`)

// splitLine takes a content line apart. A quoted parameter may hold colons. A line
// that has none and does not matter has no name.
func splitLine(number int, s string) (line, error) {
	l := line{number: number}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	quoted, colon := false, -1
	for i := 0; i < len(s) && colon < 0; i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ':' && !quoted:
			colon = i
		}
	}
	if colon < 0 && !matters.MatchString(s) {
		return l, nil // a broken line of what nobody reads here
	}
	if colon < 0 {
		return l, l.refuse("it has no colon")
	}
	head := splitOutside(s[:colon], ';')
	l.name, l.value = strings.ToUpper(strings.TrimSpace(head[0])), s[colon+1:]
	if l.name == "" {
		return l, l.refuse("it has no name")
	}
	for _, p := range head[1:] {
		name, value, _ := strings.Cut(p, "=")
		if l.params == nil {
			l.params = map[string]string{}
		}
		l.params[strings.ToUpper(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	return l, nil
}

// splitOutside splits at the mark where it stands outside quotes.
func splitOutside(s string, mark byte) (out []string) {
	quoted, from := false, 0
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == mark && !quoted:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}
