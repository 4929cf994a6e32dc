package ical

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
)

func visit() Event {
	return Event{
		UID: "visit-42@practice.example", Sequence: 2, Stamp: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC),
		Start: time.Date(2026, 6, 9, 8, 30, 0, 0, time.UTC), End: time.Date(2026, 6, 9, 9, 0, 0, 0, time.UTC), Zone: "Europe/Oslo",
		Summary: "Visit at Kestrel Lane Health", Location: "Kestrel Lane 4, Room 1; second floor",
		Description: "To move it, call 555 0142.\r\nBring your card.",
		Organizer:   Person{"Kestrel Lane Health, Oslo", "desk@practice.example"}, Attendee: Person{"Zoë O'Brien", "zoe@example.org"},
	}
}

func write(t *testing.T, e Event) string {
	t.Helper()
	b, err := Write(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// lines are the file's lines, unfolded.
func lines(file string) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(file, "\r\n ", ""), "\r\n"), "\r\n")
}

func TestAVisitIsWrittenInLocalTimeWithItsZonesRules(t *testing.T) {
	want := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Charthouse//Charthouse//EN", "CALSCALE:GREGORIAN", "METHOD:REQUEST",
		"BEGIN:VTIMEZONE", "TZID:Europe/Oslo",
		"BEGIN:DAYLIGHT", "DTSTART:20250330T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
		"BEGIN:STANDARD", "DTSTART:20251026T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
		"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
		"END:VTIMEZONE",
		"BEGIN:VEVENT", "UID:visit-42@practice.example", "DTSTAMP:20260601T090000Z", "SEQUENCE:2",
		"DTSTART;TZID=Europe/Oslo:20260609T103000", "DTEND;TZID=Europe/Oslo:20260609T110000",
		"SUMMARY:Visit at Kestrel Lane Health", `LOCATION:Kestrel Lane 4\, Room 1\; second floor`,
		`DESCRIPTION:To move it\, call 555 0142.\nBring your card.`,
		"ORGANIZER;CN=Kestrel Lane Health Oslo:mailto:desk@practice.example",
		"ATTENDEE;CN=Zoë O’Brien;PARTSTAT=ACCEPTED;RSVP=false:mailto:zoe@example.org",
		"STATUS:CONFIRMED", "CLASS:PRIVATE", "TRANSP:OPAQUE",
		"END:VEVENT", "END:VCALENDAR",
	}
	if diff := cmp.Diff(want, lines(write(t, visit()))); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
}

func TestACancellationTakesTheSameVisitAway(t *testing.T) {
	e := visit()
	e.Cancelled, e.Sequence = true, 3
	file := write(t, e)
	for _, line := range []string{"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", "UID:" + e.UID} {
		if !strings.Contains(file, "\r\n"+line+"\r\n") {
			t.Errorf("%s is missing in\n%s", line, file)
		}
	}
	if e.Method() != "CANCEL" || visit().Method() != "REQUEST" {
		t.Error("the method of the file and of the mail differ")
	}
}

func TestLinesAreFoldedBetweenLettersAndEndedByCRLF(t *testing.T) {
	e := visit()
	e.Description = strings.Repeat("Ä-long-word-without-a-space-", 20)
	file := write(t, e)
	for _, line := range strings.SplitAfter(file, "\r\n") {
		if len(line) > 77 || strings.ContainsAny(strings.TrimSuffix(line, "\r\n"), "\r\n") {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	if !strings.Contains(strings.Join(lines(file), "\n"), "DESCRIPTION:"+e.Description) {
		t.Error("folding lost or split a letter")
	}
}

func TestAnIndependentReaderFindsTheSameInstant(t *testing.T) {
	calendar, err := ics.ParseCalendar(bytes.NewReader([]byte(write(t, visit()))))
	if err != nil {
		t.Fatal(err)
	}
	start, err := calendar.Events()[0].GetStartAt()
	if err != nil || !start.Equal(visit().Start) {
		t.Errorf("starts at %v, %v", start, err)
	}
}

func TestTheSameVisitGivesTheSameFile(t *testing.T) {
	first := write(t, visit())
	for range 20 {
		if write(t, visit()) != first {
			t.Fatal("two files of one visit differ")
		}
	}
}

func TestNothingBreaksOutOfALine(t *testing.T) {
	e := visit()
	e.Summary = "Visit\r\nATTENDEE:mailto:eve@example.org"
	e.Location = "Room\rATTENDEE:mailto:eve@example.org"
	e.Attendee.Name = "Zoë\nATTENDEE:mailto:eve@example.org"
	for _, line := range lines(write(t, e)) {
		if strings.HasPrefix(line, "ATTENDEE") && !strings.HasSuffix(line, "mailto:zoe@example.org") {
			t.Errorf("a line of its own: %q", line)
		}
	}
	for name, spoil := range map[string]func(*Event){
		"uid":       func(e *Event) { e.UID = "a\r\nX:y" },
		"no uid":    func(e *Event) { e.UID = "" },
		"organizer": func(e *Event) { e.Organizer.Email = "desk@practice.example\r\nX:y" },
		"attendee":  func(e *Event) { e.Attendee.Email = "" },
		"backwards": func(e *Event) { e.End = e.Start },
		"no stamp":  func(e *Event) { e.Stamp = time.Time{} },
		"no zone":   func(e *Event) { e.Zone = "" },
		"odd zone":  func(e *Event) { e.Zone = "Middle/Earth" },
	} {
		e := visit()
		spoil(&e)
		if file, err := Write(e); err == nil {
			t.Errorf("%s: written all the same\n%s", name, file)
		}
	}
}
