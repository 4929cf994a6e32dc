package ical

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"charthouse/internal/fault"
)

// expected is what an independent library makes of a file.
type expected struct {
	Parses string
	Error  string     `json:"expansion_error"`
	Events [][]string `json:"events_2000_2030"`
	Count  *int       `json:"event_count_2000_2030"`
}

// ours are the files of which this reader says something else, and why.
var ours = map[string]string{
	"icalendar/issue_1081_invalid_rrule_freq.ics":        "refused: how often it repeats is not said, and the other takes it for a single event",
	"icalendar/issue_165_missing_event.ics":              "its list of weekdays has spaces, at which the other stops reading",
	"icalendar/issue_466_convert_tzid_with_slash.ics":    "its zone begins with a slash, and the other takes its times for anybody's",
	"icalendar/issue_526_calendar_with_event_subset.ics": "refused: its zone is neither in the IANA database nor in the file",
	"libical/smallcluster.ics":                           "refused: its rule ends on no date, and the other does not look into a calendar within a calendar",
	"recurring/issue_107_omitting_last_event.ics":        "the last time is the one that UNTIL names, which the other leaves out",
	"recurring/issue_128_only_first_event.ics":           "refused: it repeats less than no times",
	"recurring/issue_148_exdate_and_rdate_updated.ics":   "the second version counts alone, and the other mixes both",
	"recurring/issue_75_range_parameter.ics":             "a change to all that follow is one, and the other changes one",
}

func TestEveryCalendarIsReadAsAnIndependentLibraryReadsItOrRefusedInWords(t *testing.T) {
	agree := 0
	for name, want := range sharedCalendars(t) {
		got, err := Read(readFile(t, name), time.UTC, day(2000), day(2030))
		if err != nil && (fault.KindOf(err) != fault.Invalid || !strings.HasSuffix(err.Error(), ".")) {
			t.Errorf("%s: it is not refused in words: %v", name, err)
		}
		if want.Parses != "yes" || want.Error != "" {
			continue
		}
		diff := differ(want, got)
		switch {
		case ours[name] != "" && err == nil && diff == "":
			t.Errorf("%s agrees after all", name)
		case ours[name] == "" && (err != nil || diff != ""):
			t.Errorf("%s: %v %s", name, err, diff)
		case ours[name] == "":
			agree++
		}
	}
	if agree != 107 {
		t.Errorf("%d agree", agree)
	}
}

// Those that the other could not read are no smaller part of the world.
func TestEveryCalendarOfTheFolderIsReadOrRefusedInWords(t *testing.T) {
	read, refused := 0, 0
	err := filepath.WalkDir(sharedFolder(t), func(p string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".ics" {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		switch _, err := Read(b, time.UTC, day(1990), day(2040)); {
		case err == nil:
			read++
		case fault.KindOf(err) == fault.Invalid:
			refused++
		default:
			t.Errorf("%s: %v", p, err)
		}
		return nil
	})
	if err != nil || read+refused < 170 {
		t.Errorf("%d read, %d refused, %v", read, refused, err)
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(sharedFolder(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func differ(want expected, got []Time) string {
	if want.Count != nil {
		if len(got) != *want.Count {
			return fmt.Sprintf("%d times, want %d", len(got), *want.Count)
		}
		return ""
	}
	var a, b []string
	for _, g := range got {
		a = append(a, show(g))
	}
	for _, w := range want.Events {
		if len(w[0]) == 10 && w[0] == w[1] { // without an end a day lasts a day: RFC 5545, section 3.6.1
			d, _ := time.Parse(time.DateOnly, w[0])
			w[1] = d.AddDate(0, 0, 1).Format(time.DateOnly)
		}
		b = append(b, strings.Join(w, " "))
	}
	slices.Sort(a)
	slices.Sort(b)
	if slices.Equal(a, b) {
		return ""
	}
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, "got "+x)
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			out = append(out, "want "+x)
		}
	}
	return fmt.Sprintf("%d for %d: %s", len(a), len(b), strings.Join(out[:min(6, len(out))], "; "))
}

func show(g Time) string {
	layout := "2006-01-02T15:04:05Z"
	if g.Floating {
		layout = "2006-01-02T15:04:05"
	}
	if g.Day {
		layout = time.DateOnly
	}
	return g.From.Format(layout) + " " + g.To.Format(layout) + " " + g.Summary
}

func day(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

func sharedCalendars(t *testing.T) map[string]expected {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(sharedFolder(t), "EXPECTED_by_recurring_ical_events.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]expected
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// sharedFolder is where the developers' calendars are, or skips.
func sharedFolder(t *testing.T) string {
	t.Helper()
	for dir := "."; ; dir = filepath.Join(dir, "..") {
		found := filepath.Join(dir, "shared", "data", "ical")
		if _, err := os.Stat(found); err == nil {
			return found
		}
		if abs, err := filepath.Abs(dir); err != nil || abs == filepath.Dir(abs) {
			t.Skip("the shared test data is not here")
		}
	}
}

// calendar is a file of one event.
func calendar(lines ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

// in2026 reads the times of a year in Oslo.
func in2026(t *testing.T, b []byte) (out []string) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Read(b, zone, day(2026), day(2027))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		out = append(out, a.From.UTC().Format("0102 15:04")+" to "+a.To.UTC().Format("0102 15:04"))
	}
	return out
}

func TestTimesAreThoseOfTheZoneThatTheyName(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  []string
	}{
		"a zone, across the change of its clocks": {
			[]string{"DTSTART;TZID=America/New_York:20260303T090000", "DURATION:PT45M", "RRULE:FREQ=WEEKLY;COUNT=2"},
			[]string{"0303 14:00 to 0303 14:45", "0310 13:00 to 0310 13:45"},
		},
		"nobody's zone is the reader's": {[]string{"DTSTART:20260701T090000", "DTEND:20260701T100000"}, []string{"0701 07:00 to 0701 08:00"}},
		"an instant":                    {[]string{"DTSTART:20260701T090000Z", "DTEND:20260701T100000Z"}, []string{"0701 09:00 to 0701 10:00"}},
		"a day, without its end":        {[]string{"DTSTART;VALUE=DATE:20260701"}, []string{"0630 22:00 to 0701 22:00"}},
		"days, without the last":        {[]string{"DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260330"}, []string{"0327 23:00 to 0329 22:00"}},
		"an hour that does not exist":   {[]string{"DTSTART;TZID=Europe/Oslo:20260329T023000", "DURATION:PT30M"}, []string{"0329 01:30 to 0329 02:00"}},
		"an hour that exists twice":     {[]string{"DTSTART;TZID=Europe/Oslo:20261025T023000", "DURATION:PT30M"}, []string{"1025 00:30 to 1025 01:00"}},
		"times beside the rule, and without some of it": {
			[]string{"DTSTART:20260701T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260702T090000Z", "RDATE;VALUE=PERIOD:20260801T100000Z/PT2H"},
			[]string{"0701 09:00 to 0701 10:00", "0703 09:00 to 0703 10:00", "0801 10:00 to 0801 12:00"},
		},
		"what began before the span and is not over": {[]string{"DTSTART:20251231T230000Z", "DTEND:20260101T010000Z"}, []string{"1231 23:00 to 0101 01:00"}},
	} {
		if got := in2026(t, calendar(c.lines...)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", name, got, c.want)
		}
	}
}

func TestAClockOfTheFileIsReadAsTheCountryHasIt(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	rules := "BEGIN:VTIMEZONE\nTZID:Home\n" +
		"BEGIN:STANDARD\nDTSTART:19961027T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n" +
		"BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
	for wall := time.Date(2026, 3, 20, 0, 30, 0, 0, time.UTC); wall.Month() < 11; wall = wall.Add(time.Hour) {
		if wall.Month() == 4 {
			wall = wall.AddDate(0, 6, 0)
		}
		file := "BEGIN:VCALENDAR\n" + rules + "BEGIN:VEVENT\nDTSTART;TZID=Home:" + wall.Format("20060102T150405") + "\nEND:VEVENT\nEND:VCALENDAR\n"
		all, err := Read([]byte(file), time.UTC, day(2025), day(2028))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		if want := (place{zone}).at(wall); !all[0].From.Equal(want) {
			t.Fatalf("%v is %v, read as %v", wall, want, all[0].From)
		}
	}
}

func TestOneTimeOfASeriesIsMovedOrCancelled(t *testing.T) {
	series := "BEGIN:VEVENT\nUID:1\nDTSTART:20260701T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\n"
	moved := "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260702T090000Z\nDTSTART:20260702T150000Z\nDURATION:PT2H\nEND:VEVENT\n"
	off := "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260703T090000Z\nDTSTART:20260703T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED\nEND:VEVENT\n"
	all, err := Read([]byte("BEGIN:VCALENDAR\n"+moved+series+off+"END:VCALENDAR\n"), time.UTC, day(2026), day(2027))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range all {
		if !a.Free {
			got = append(got, a.From.Format("02 15:04")+" to "+a.To.Format("15:04"))
		}
	}
	if want := []string{"01 09:00 to 10:00", "02 15:00 to 17:00", "04 09:00 to 10:00"}; !slices.Equal(got, want) {
		t.Errorf("busy %v; want %v", got, want)
	}
}

func TestAHostileCalendarIsRefusedInWordsAndSoon(t *testing.T) {
	event := func(n int, lines string) string {
		return strings.Repeat("BEGIN:VEVENT\nDTSTART:20200101T000000Z\n"+lines+"END:VEVENT\n", n)
	}
	for name, c := range map[string]struct{ file, words string }{
		"too large":                 {strings.Repeat("X", MostBytes+1), "larger than 8 MB"},
		"too many lines":            {strings.Repeat("X:\n", mostLines+2), "more than 200,000 lines"},
		"too deep":                  {strings.Repeat("BEGIN:VCALENDAR\n", 100), "deeper within others"},
		"too many events":           {"BEGIN:VCALENDAR\n" + event(mostEvents+1, "") + "END:VCALENDAR", "more than 20,000 events"},
		"a year of seconds":         {"BEGIN:VCALENDAR\n" + event(1, "RRULE:FREQ=SECONDLY\n") + "END:VCALENDAR", "more than 20,000 times"},
		"a day of no second":        {"BEGIN:VCALENDAR\n" + event(1, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\n") + "END:VCALENDAR", "repeats its events too often"},
		"counted from long ago":     {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:00010101T000000Z\nRRULE:FREQ=HOURLY;COUNT=1000000\nEND:VEVENT\n" + strings.Repeat("BEGIN:VEVENT\nDTSTART:00010101T000000Z\nRRULE:FREQ=DAILY;COUNT=700000\nEND:VEVENT\n", 5000) + "END:VCALENDAR", "repeats its events too often"},
		"every second of each day":  {"BEGIN:VCALENDAR\n" + event(1, "RRULE:FREQ=YEARLY;BYDAY=MO;BYHOUR="+numbers(24)+";BYMINUTE="+numbers(60)+";BYSECOND="+numbers(60)+"\n") + "END:VCALENDAR", "too often"},
		"a clock that never rests":  {"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:20260101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Z:20260101T000000\nEND:VEVENT\nEND:VCALENDAR", "sets its clocks more often"},
		"half of one":               {"BEGIN:VCALENDAR\n" + event(1, ""), "breaks off before its end"},
		"a page of the web":         {"<!doctype html><title>Sign in</title>", "not a calendar"},
		"nothing":                   {"", "not a calendar"},
		"a day that does not exist": {string(calendar("DTSTART:20260230T090000Z")), "Line 4 of the calendar cannot be read: it has no date that exists."},
		"the 58th Monday":           {string(calendar("DTSTART:20260101T090000Z", "RRULE:FREQ=YEARLY;BYDAY=58MO")), "a weekday that does not exist"},
		"never":                     {string(calendar("DTSTART:20260101T090000Z", "RRULE:FREQ=YEARLY;COUNT=0")), "a number that does not exist"},
		"a zone that nobody knows":  {string(calendar("DTSTART;TZID=Middle/Earth:20260101T090000")), "a time zone that is not known here"},
		"a zone of this machine":    {string(calendar("DTSTART;TZID=Local:20260101T090000")), "a time zone that is not known here"},
		"a file of this machine":    {string(calendar("DTSTART;TZID=../../etc/passwd:20260101T090000")), "a time zone that is not known here"},
		"its end before its start":  {string(calendar("DTSTART:20260101T090000Z", "DTEND:20260101T080000Z")), "it ends before it begins"},
		"a duration of less":        {string(calendar("DTSTART:20260101T090000Z", "DURATION:-PT1H")), "it lasts less than nothing"},
		"a rule without a colon":    {string(calendar("DTSTART:20260101T090000Z", "RRULE")), "it has no colon"},
	} {
		began := time.Now()
		_, err := Read([]byte(c.file), time.UTC, day(2026), day(2027))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v; want %q", name, err, c.words)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func numbers(n int) string {
	var out []string
	for i := range n {
		out = append(out, strconv.Itoa(i))
	}
	return strings.Join(out, ",")
}
