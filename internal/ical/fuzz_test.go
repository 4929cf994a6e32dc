package ical

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzWrite: whatever a visit is called, the file has the same lines in the same order, none longer than 75 octets, and no name adds one.
func FuzzWrite(f *testing.F) {
	f.Add("Visit", "Room 1; second floor", "Bring\r\nyour card\\n", "Zoë O'Brien", "zoe@example.org", "visit-42@practice.example")
	f.Add("BEGIN:VEVENT\rEND:VEVENT", "\u2028x\x00", strings.Repeat("ü", 200), "\"a\";b:c", "a@b.example", "u\nid")
	f.Add("", "", "", "", "a b@c.example", "")
	f.Fuzz(func(t *testing.T, summary, place, words, name, email, uid string) {
		e := visit()
		e.Summary, e.Location, e.Description, e.Attendee, e.UID = summary, place, words, Person{name, email}, uid
		file, err := Write(e)
		if err != nil {
			if len(file) > 0 {
				t.Fatalf("it is refused and yet written: %v", err)
			}
			return
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00") {
				t.Fatalf("line %q of %d octets", line, len(line))
			}
		}
		want, got := heads(lines(write(t, visit()))), heads(lines(string(file)))
		if want != got {
			t.Fatalf("%+v became\n%s", e, file)
		}
	})
}

// heads are the names of the properties that always stand in the file.
func heads(all []string) string {
	var out []string
	for _, l := range all {
		name, _, _ := strings.Cut(l, ":")
		name, _, _ = strings.Cut(name, ";")
		out = append(out, name)
	}
	return strings.Join(out, " ")
}
