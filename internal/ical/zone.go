package ical

import (
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// change is a moment at which a zone's clocks are set.
type change struct {
	at            time.Time
	before, after int // offsets from UTC in seconds
	daylight      bool
	abbreviation  string
}

// nameable tells whether t's local time means t. In the second pass of a repeated
// hour it does not: RFC 5545, section 3.3.5, reads it as the first.
func nameable(t time.Time) bool {
	begin, _ := t.ZoneBounds()
	if begin.IsZero() {
		return true
	}
	_, now := t.Zone()
	_, before := begin.Add(-time.Second).Zone()
	return t.Sub(begin) >= time.Duration(before-now)*time.Second
}

// rules describes the zone's clocks around the event.
func rules(zone *time.Location, start, end time.Time) *ics.VTimezone {
	tz := ics.NewTimezone(zone.String())
	year := start.In(zone).Year()
	last := changesIn(zone, year-1)
	if yearly, ok := yearlyRules(last, changesIn(zone, year), changesIn(zone, year+1)); ok {
		for i, c := range last {
			c.write(tz, yearly[i])
		}
		return tz
	}
	for _, c := range around(zone, start, end) {
		c.write(tz, "")
	}
	return tz
}

// changesIn lists the changes of one local year.
func changesIn(zone *time.Location, year int) []change {
	var found []change
	t := time.Date(year, 1, 1, 0, 0, 0, 0, zone)
	for {
		_, until := t.ZoneBounds()
		if until.IsZero() || until.In(zone).Year() != year {
			return found
		}
		found = append(found, changeAt(until.In(zone)))
		t = until.In(zone)
	}
}

func changeAt(at time.Time) change {
	name, after := at.Zone()
	_, before := at.Add(-time.Second).Zone()
	return change{at: at, before: before, after: after, daylight: at.IsDST(), abbreviation: name}
}

// around lists the change that began the period of start, and those up to end.
func around(zone *time.Location, start, end time.Time) []change {
	begin, until := start.In(zone).ZoneBounds()
	first := changeAt(start.In(zone))
	first.at = time.Date(1970, 1, 1, 0, 0, 0, 0, zone)
	if !begin.IsZero() {
		first = changeAt(begin.In(zone))
	}
	found := []change{first}
	for !until.IsZero() && until.Before(end) {
		found = append(found, changeAt(until.In(zone)))
		_, until = until.In(zone).ZoneBounds()
	}
	return found
}

// yearlyRules finds, for two changes a year, the weekday rules that all the years
// follow, such as the second Sunday of March.
func yearlyRules(years ...[]change) ([]string, bool) {
	var rules []string
	for i := range 2 {
		var same []change
		for _, changes := range years {
			if len(changes) != 2 {
				return nil, false
			}
			same = append(same, changes[i])
		}
		rule, ok := weekdayRule(same)
		if !ok {
			return nil, false
		}
		rules = append(rules, rule)
	}
	return rules, true
}

func weekdayRule(same []change) (string, bool) {
	first := same[0].wallClock()
	nth, last := (first.Day()+6)/7, true
	for _, c := range same {
		t := c.wallClock()
		if t.Month() != first.Month() || t.Weekday() != first.Weekday() || t.Format("1504") != first.Format("1504") ||
			c.before != same[0].before || c.after != same[0].after {
			return "", false
		}
		last = last && t.AddDate(0, 0, 7).Month() != t.Month()
		if nth != (t.Day()+6)/7 {
			nth = 0
		}
	}
	if last {
		nth = -1
	}
	day := strings.ToUpper(first.Weekday().String()[:2])
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", first.Month(), nth, day), nth != 0
}

// wallClock is what clocks showed when they were set, which is how the standard
// dates a change: in the offset before it.
func (c change) wallClock() time.Time {
	return c.at.In(time.FixedZone("", c.before))
}

func (c change) write(tz *ics.VTimezone, rule string) {
	var part *ics.ComponentBase
	if c.daylight {
		d := &ics.Daylight{}
		tz.Components, part = append(tz.Components, d), &d.ComponentBase
	} else {
		s := &ics.Standard{}
		tz.Components, part = append(tz.Components, s), &s.ComponentBase
	}
	part.SetProperty(ics.ComponentPropertyDtStart, c.wallClock().Format(wall))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(c.before))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(c.after))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzname), c.abbreviation)
	if rule != "" {
		part.SetProperty(ics.ComponentPropertyRrule, rule)
	}
}

// offset writes seconds east of UTC as +hhmm, or +hhmmss where there are seconds.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}
