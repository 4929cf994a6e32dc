package ical

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// moment is a DATE or DATE-TIME as written: a wall time, labelled UTC, and whose it is.
type moment struct {
	wall  time.Time
	day   bool  // a whole day
	utc   bool  // the wall is UTC's
	clock clock // of the zone that is named; nil: whoever reads it
}

// clock says when a wall time is.
type clock interface {
	at(wall time.Time) time.Time
}

// place is a zone of the IANA database. Of an hour that does not exist it takes the
// offset before, of one that exists twice the first, as RFC 5545, section 3.3.5, has it.
type place struct{ *time.Location }

func (p place) at(wall time.Time) time.Time {
	y, m, d := wall.Date()
	guess := time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), 0, p.Location)
	_, before := guess.Add(-24 * time.Hour).Zone()
	if early := wall.Add(-time.Duration(before) * time.Second); !early.After(guess) && asWall(early.In(p.Location)).Equal(wall) {
		return early.UTC()
	}
	if !asWall(guess).Equal(wall) { // a gap
		return wall.Add(-time.Duration(before) * time.Second).UTC()
	}
	return guess.UTC()
}

func asWall(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// at is the instant of the moment, for a reader in the zone.
func (m moment) at(reader clock) time.Time { return m.of(m.wall, reader) }

// of is the instant of another wall time of the same kind.
func (m moment) of(wall time.Time, reader clock) time.Time {
	switch {
	case m.utc:
		return wall
	case m.clock != nil:
		return m.clock.at(wall)
	}
	return reader.at(wall)
}

// readMoment reads one value of the line.
func (f *file) readMoment(l line, value string) (moment, error) {
	value = strings.TrimSpace(value)
	var m moment
	var err error
	switch digits := strings.TrimSuffix(value, "Z"); {
	case len(digits) == 8:
		m.day = true
		m.wall, err = time.Parse("20060102", digits)
	default:
		m.utc = digits != value
		m.wall, err = parseWall(digits)
	}
	if err != nil || m.wall.Year() < 1 {
		return m, l.refuse("it has no date that exists")
	}
	if zone := l.params["TZID"]; zone != "" && !m.day && !m.utc {
		if m.clock, err = f.clock(l, zone); err != nil {
			return m, err
		}
	}
	return m, nil
}

// parseWall reads 20240229T090000; the 60th second of a minute is the next one's first.
func parseWall(s string) (time.Time, error) {
	if head, leap := strings.CutSuffix(s, "60"); leap && len(s) == 15 {
		t, err := time.Parse("20060102T1504", head)
		return t.Add(time.Minute), err
	}
	return time.Parse("20060102T150405", s)
}

var durationWords = regexp.MustCompile(`^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$`)

// span is a DURATION: days as the clocks have them, and exact time.
type span struct {
	days  int
	exact time.Duration
}

func readSpan(l line, s string) (span, error) {
	part := durationWords.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if part == nil || strings.Join(part[2:], "") == "" {
		return span{}, l.refuse("it has no duration that can be understood")
	}
	n := make([]int, 7)
	for i := 2; i < 7; i++ {
		n[i], _ = strconv.Atoi(part[i])
	}
	if part[1] == "-" && n[2]+n[3]+n[4]+n[5]+n[6] > 0 {
		return span{}, l.refuse("it lasts less than nothing")
	}
	return span{n[2]*7 + n[3], time.Duration(n[4])*time.Hour + time.Duration(n[5])*time.Minute + time.Duration(n[6])*time.Second}, nil
}
