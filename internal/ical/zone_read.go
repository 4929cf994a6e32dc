package ical

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// zoneName is how the IANA database names zones.
var zoneName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`)

// clock finds the zone that a line names: in the IANA database, whose rules are kept
// up to date, or else in the file.
func (f *file) clock(l line, name string) (clock, error) {
	name = zoneWords(name)
	if known := f.clocks[name]; known != nil {
		return known, nil
	}
	found := zoneOf(name)
	if rules := f.rules[name]; found == nil && rules != nil {
		var err error
		if found, err = f.readZone(rules); err != nil {
			return nil, err
		}
	}
	if found == nil {
		return nil, l.refuse("it names a time zone that is not known here")
	}
	f.clocks[name] = found
	return found, nil
}

// zoneWords is a zone's name without what does not tell it from others.
func zoneWords(s string) string { return strings.Trim(s, ` :"`) }

// zoneOf looks a name up, with what some programs put before it: /example.org/2024/Europe/Oslo.
func zoneOf(name string) clock {
	parts := strings.Split(strings.Trim(name, "/"), "/")
	for len(parts) > 3 {
		parts = parts[1:]
	}
	for ; len(parts) > 0; parts = parts[1:] {
		s := strings.Join(parts, "/")
		if !zoneName.MatchString(s) || strings.EqualFold(s, "Local") {
			continue
		}
		if zone, err := time.LoadLocation(s); err == nil {
			return place{zone}
		}
	}
	return nil
}

// turn is when the clocks of a zone are set: the wall before it, and the offsets in seconds.
type turn struct {
	wall     time.Time
	from, to int
}

// mostTurns is more than two a year for as long as there are clocks.
const mostTurns = 2000

// turns are the clocks of a VTIMEZONE, in order.
type turns []turn

func (z turns) at(wall time.Time) time.Time {
	i, _ := slices.BinarySearchFunc(z, wall, func(t turn, w time.Time) int {
		if t.wall.After(w) {
			return 1
		}
		return -1
	})
	if i == 0 {
		return wall.Add(-time.Duration(z[0].from) * time.Second)
	}
	t := z[i-1]
	if wall.Before(t.wall.Add(time.Duration(t.to-t.from) * time.Second)) { // it does not exist
		return wall.Add(-time.Duration(t.from) * time.Second)
	}
	return wall.Add(-time.Duration(t.to) * time.Second)
}

func (f *file) readZone(c *component) (clock, error) {
	var z turns
	for _, o := range c.inner {
		if o.kind != "STANDARD" && o.kind != "DAYLIGHT" {
			continue
		}
		some, err := f.readTurns(o)
		if err != nil {
			return nil, err
		}
		z = append(z, some...)
	}
	if len(z) == 0 {
		return nil, nil
	}
	slices.SortFunc(z, func(a, b turn) int { return a.wall.Compare(b.wall) })
	return z, nil
}

// readTurns lists when an observance begins: at first, and from two years before the span.
func (f *file) readTurns(c *component) (turns, error) {
	from, err := readOffset(c, "TZOFFSETFROM")
	if err != nil {
		return nil, err
	}
	to, err := readOffset(c, "TZOFFSETTO")
	if err != nil {
		return nil, err
	}
	l, ok := c.first("DTSTART")
	if !ok {
		return nil, c.begin.refuse("its time zone does not say since when")
	}
	l.params = nil
	start, err := f.readMoment(l, l.value)
	if err != nil {
		return nil, err
	}
	z := turns{{start.wall, from, to}}
	e := event{start: moment{wall: start.wall, clock: fixed(from)}, but: map[key]bool{}}
	for _, l := range c.lines {
		l.params = nil
		switch l.name {
		case "RRULE":
			r, err := f.readRecurrence(l)
			if err != nil {
				return nil, err
			}
			e.rules = append(e.rules, r)
		case "RDATE":
			if err := f.readList(l, &e); err != nil {
				return nil, err
			}
		}
	}
	for _, x := range e.more {
		z = append(z, turn{x.wall, from, to})
	}
	near := f.from.AddDate(-2, 0, 0)
	for _, r := range e.rules {
		err := r.walk(start.wall, near, f.to.AddDate(1, 0, 0), f.spend, func(wall time.Time) bool {
			m := e.start
			if m.wall = wall; r.until != nil && f.past(m, *r.until) {
				return false
			}
			z = append(z, turn{wall, from, to})
			return len(z) <= mostTurns
		})
		if err != nil {
			return nil, err
		}
		if len(z) > mostTurns {
			return nil, l.refuse("its time zone sets its clocks more often than any does")
		}
	}
	return z, nil
}

// fixed is a clock that is never set: seconds east of Greenwich.
type fixed int

func (o fixed) at(wall time.Time) time.Time { return wall.Add(-time.Duration(o) * time.Second) }

var offsetWords = regexp.MustCompile(`^([+-])(\d\d)(\d\d)(\d\d)?$`)

func readOffset(c *component, name string) (int, error) {
	l, ok := c.first(name)
	if !ok {
		l = c.begin
	}
	part := offsetWords.FindStringSubmatch(strings.TrimSpace(l.value))
	if part == nil {
		return 0, l.refuse("its time zone does not say how far it is from Greenwich")
	}
	h, _ := strconv.Atoi(part[2])
	m, _ := strconv.Atoi(part[3])
	s, _ := strconv.Atoi(part[4])
	n := h*3600 + m*60 + s
	if part[1] == "-" {
		n = -n
	}
	if h > 15 {
		return 0, l.refuse("its time zone is further from Greenwich than the world is round")
	}
	return n, nil
}
