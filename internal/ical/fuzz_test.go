package ical

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"charthouse/internal/fault"
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

// FuzzRead: whatever a feed holds is read whole, as times in order that touch the span and do not end before they begin, or refused in words.
func FuzzRead(f *testing.F) {
	for _, lines := range [][]string{
		{"DTSTART;TZID=Europe/Oslo:20260329T023000", "DURATION:P1DT2H", "RRULE:FREQ=MONTHLY;BYDAY=-1SU;BYSETPOS=1", "EXDATE:20260426T003000Z"},
		{"DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260104", "RRULE:FREQ=YEARLY;BYWEEKNO=53;WKST=SU", "RDATE;VALUE=PERIOD:20260801T100000Z/PT2H"},
		{"DTSTART:00010101T000000", "RRULE:FREQ=SECONDLY;COUNT=1000;BYSECOND=60"},
		{"DTSTART:20260101T090000Z", "RRULE:FREQ=YEARLY;BYDAY=58MO;UNTIL=20270101"},
		{"DTSTART:20260101T090000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260101T090000Z", "SUMMARY:a\\,b", " folded", "STATUS:CANCELLED"},
		{"END:VEVENT", "BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:-0000", "TZOFFSETTO:+1545", "RRULE:FREQ=YEARLY;INTERVAL=100000", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", "DTSTART;TZID=X:20260101T000000"},
	} {
		f.Add(calendar(lines...))
	}
	f.Add([]byte("\xef\xbb\xbfBEGIN:VCALENDAR\rX\r\x00;=\":\"\r\rEND:VCALENDAR"))
	f.Fuzz(func(t *testing.T, b []byte) {
		from, to := day(2026), day(2027)
		all, err := Read(b, time.UTC, from, to)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(all) > 0 {
				t.Fatalf("%d times and %v", len(all), err)
			}
			return
		}
		last := time.Time{}
		for _, a := range all {
			if a.To.Before(a.From) || a.From.Before(last) || !a.From.Before(to) || a.To.Before(from) {
				t.Fatalf("%+v after %v", a, last)
			}
			last = a.From
		}
	})
}
