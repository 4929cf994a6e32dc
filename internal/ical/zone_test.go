package ical

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// reading is the file as a mail program works it out, from the text alone and
// without Go's own knowledge of zones.
type reading struct {
	start  string
	zoned  bool
	onsets []onset
}

type onset struct {
	wall     time.Time // as if UTC
	from, to time.Duration
	rule     string
}

func readBack(t *testing.T, file string) reading {
	t.Helper()
	var r reading
	var o onset
	for _, line := range lines(file) {
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "TZOFFSETFROM":
			o.from = seconds(t, value)
		case "TZOFFSETTO":
			o.to = seconds(t, value)
		case "RRULE":
			o.rule = value
		case "DTSTART":
			if strings.HasSuffix(value, "Z") {
				r.start = value
				continue
			}
			wallTime, err := time.Parse(wall, value)
			if err != nil {
				t.Fatal(err)
			}
			o.wall = wallTime
		case "END":
			if value == "STANDARD" || value == "DAYLIGHT" {
				r.onsets, o = append(r.onsets, o), onset{}
			}
		default:
			if strings.HasPrefix(name, "DTSTART;TZID=") {
				r.start, r.zoned = value, true
			}
		}
	}
	return r
}

func seconds(t *testing.T, offset string) time.Duration {
	t.Helper()
	padded := (offset[1:] + "00")[:6]
	d, err := time.ParseDuration(padded[:2] + "h" + padded[2:4] + "m" + padded[4:] + "s")
	if err != nil {
		t.Fatal(err)
	}
	if offset[0] == '-' {
		return -d
	}
	return d
}

// instant follows RFC 5545: the latest onset at or before the local time gives the
// offset, and a local time that comes twice is the first.
func (r reading) instant(t *testing.T) time.Time {
	t.Helper()
	if !r.zoned {
		at, err := time.Parse(wall+"Z", r.start)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	local, err := time.Parse(wall, r.start)
	if err != nil {
		t.Fatal(err)
	}
	var all []onset
	for _, o := range r.onsets {
		all = append(all, o.expand(t, local.Year())...)
	}
	slices.SortFunc(all, func(a, b onset) int { return a.wall.Compare(b.wall) })
	offset := all[0].from
	for _, o := range all {
		// o.wall is in the offset before the change, so a repeated hour is still the first there.
		if !local.Before(o.wall) {
			offset = o.to
		}
	}
	return local.Add(-offset)
}

func (o onset) expand(t *testing.T, until int) []onset {
	t.Helper()
	all := []onset{o}
	if o.rule == "" {
		return all
	}
	var month, nth int
	var day string
	if _, err := fmt.Sscanf(o.rule, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", &month, &nth, &day); err != nil {
		t.Fatalf("%q: %v", o.rule, err)
	}
	for year := o.wall.Year() + 1; year <= until; year++ {
		first := time.Date(year, time.Month(month), 1, o.wall.Hour(), o.wall.Minute(), 0, 0, time.UTC)
		var days []time.Time
		for d := first; d.Month() == first.Month(); d = d.AddDate(0, 0, 1) {
			if strings.EqualFold(d.Weekday().String()[:2], day) {
				days = append(days, d)
			}
		}
		next := o
		if next.wall = days[len(days)-1]; nth > 0 {
			next.wall = days[nth-1]
		}
		all = append(all, next)
	}
	return all
}

func TestTheHourHoldsAcrossEveryChangeOfClocks(t *testing.T) {
	for _, zone := range []string{
		"America/New_York", "Europe/Oslo", "Europe/Dublin", "Australia/Lord_Howe", "Australia/Sydney", "America/Santiago", "Asia/Kolkata",
		"Asia/Jerusalem", "Africa/Casablanca", "Africa/Cairo", "America/Phoenix", "Pacific/Apia", "UTC", "Asia/Kathmandu",
	} {
		at, err := time.LoadLocation(zone)
		if err != nil {
			t.Skipf("this machine has no time zones: %v", err)
		}
		for start := time.Date(2025, 1, 1, 0, 30, 0, 0, at); start.Year() < 2028; start = start.Add(31 * time.Hour) {
			checkHour(t, zone, start)
		}
		for year := 2024; year < 2028; year++ {
			for _, c := range changesIn(at, year) {
				for minutes := -180; minutes <= 180; minutes += 15 {
					checkHour(t, zone, c.at.Add(time.Duration(minutes)*time.Minute))
				}
			}
		}
	}
}

func checkHour(t *testing.T, zone string, start time.Time) {
	t.Helper()
	e := visit()
	e.Zone, e.Start, e.End = zone, start, start.Add(50*time.Minute)
	file := write(t, e)
	if got := readBack(t, file).instant(t); !got.Equal(start) {
		t.Fatalf("%s %s is read as %s:\n%s", zone, start, got.In(start.Location()), file)
	}
}

func TestARepeatedHourIsNamedInUTCTheSecondTime(t *testing.T) {
	first := time.Date(2024, 11, 3, 5, 30, 0, 0, time.UTC) // 01:30 in New York, for the first time
	e := visit()
	e.Zone, e.Start, e.End = "America/New_York", first, first.Add(15*time.Minute)
	if r := readBack(t, write(t, e)); !r.zoned || r.start != "20241103T013000" {
		t.Errorf("the first pass is %q", r.start)
	}
	e.Start, e.End = first.Add(time.Hour), first.Add(75*time.Minute)
	if r := readBack(t, write(t, e)); r.zoned || r.start != "20241103T063000Z" {
		t.Errorf("the second pass is %q", r.start)
	}
}

func TestIndependentlyListedLocalTimesAgree(t *testing.T) {
	rows := shared(t, "data/ical/tz_local_times.csv")
	for _, row := range rows[1:] {
		for _, instant := range row[3:] {
			if instant == "" {
				continue
			}
			at, err := time.Parse("2006-01-02T15:04Z", instant)
			if err != nil {
				t.Fatal(err)
			}
			e := visit()
			e.Zone, e.Start, e.End = row[0], at, at.Add(5*time.Minute)
			r := readBack(t, write(t, e))
			if local := strings.NewReplacer("-", "", ":", "").Replace(row[1]) + "00"; row[2] != "gap" && r.zoned && r.start != local {
				t.Errorf("%s %s is written %s", row[0], row[1], r.start)
			}
			if got := r.instant(t); !got.Equal(at) {
				t.Errorf("%s %s means %s, read as %s", row[0], row[1], instant, got)
			}
		}
	}
}

// shared reads a table of the developers' test data, or skips.
func shared(t *testing.T, name string) [][]string {
	t.Helper()
	for dir := "."; ; dir = filepath.Join(dir, "..") {
		f, err := os.Open(filepath.Join(dir, "shared", name))
		if err == nil {
			defer func() { _ = f.Close() }()
			rows, err := csv.NewReader(f).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		if abs, err := filepath.Abs(dir); err != nil || abs == filepath.Dir(abs) {
			t.Skip("the shared test data is not here")
		}
	}
}
