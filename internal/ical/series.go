package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// event is a VEVENT that was understood.
type event struct {
	uid      string
	sequence int
	start    moment
	length   span
	rules    []recurrence
	more     []extra      // RDATE
	but      map[key]bool // EXDATE
	instead  *moment      // RECURRENCE-ID: the time of the series that it replaces
	onwards  bool         // and all that follow
	free     bool         // or cancelled
	summary  string
}

// extra is a time beside the rule, with its own length where it says one.
type extra struct {
	moment
	length *span
}

// series is what one UID names: an event, what replaces single times of it, and the
// changes to a time and all that follow it.
type series struct {
	master  *event
	instead map[key]*event
	onwards []*event // by the time from which they count
}

// key is a time of a series.
type key struct {
	unix int64
	day  bool
}

func (f *file) key(m moment) key { return key{m.at(f.reader).Unix(), m.day} }

// series reads the events and gathers them by their UID. Of two that say the same,
// the later version counts.
func (f *file) series(events []*component) (all []*series, err error) {
	known := map[string]*series{}
	for _, c := range events {
		e, err := f.readEvent(c)
		if err != nil {
			return nil, err
		}
		s := known[e.uid]
		if s == nil || e.uid == "" {
			s = &series{instead: map[key]*event{}}
			known[e.uid] = s
			all = append(all, s)
		}
		f.take(s, e)
	}
	for _, s := range all {
		f.sortOnwards(s)
	}
	return all, nil
}

// take keeps an event in its series, unless a later version of it is there.
func (f *file) take(s *series, e *event) {
	was := s.master
	if e.instead != nil {
		was = s.instead[f.key(*e.instead)]
	}
	switch {
	case was != nil && was.sequence > e.sequence:
	case e.instead == nil:
		s.master = e
	default:
		s.instead[f.key(*e.instead)] = e
	}
}

func (f *file) sortOnwards(s *series) {
	for _, e := range s.instead {
		if e.onwards {
			s.onwards = append(s.onwards, e)
		}
	}
	slices.SortFunc(s.onwards, func(a, b *event) int { return a.instead.at(f.reader).Compare(b.instead.at(f.reader)) })
}

func (f *file) readEvent(c *component) (*event, error) {
	e := &event{uid: c.text("UID"), summary: c.text("SUMMARY"), but: map[key]bool{}}
	e.free = strings.EqualFold(c.text("TRANSP"), "TRANSPARENT") || strings.EqualFold(c.text("STATUS"), "CANCELLED")
	e.sequence, _ = strconv.Atoi(strings.TrimSpace(c.text("SEQUENCE")))
	l, ok := c.first("DTSTART")
	if !ok {
		return nil, c.begin.refuse("its event does not say when it begins")
	}
	var err error
	if e.start, err = f.readMoment(l, l.value); err != nil {
		return nil, err
	}
	if err := f.readLength(c, e); err != nil {
		return nil, err
	}
	for _, l := range c.lines {
		if err := f.readRepeat(l, e); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// readLength: without an end, a day lasts a day and a time no time at all.
func (f *file) readLength(c *component, e *event) (err error) {
	if l, ok := c.first("DTEND"); ok {
		end, err := f.readMoment(l, l.value)
		if err != nil {
			return err
		}
		if e.start.day && !end.day {
			e.start.day, e.start.utc, e.start.clock = false, end.utc, end.clock
		}
		e.length, err = e.start.until(end, f.reader, l)
		return err
	}
	if l, ok := c.first("DURATION"); ok {
		e.length, err = readSpan(l, l.value)
		return err
	}
	if e.start.day {
		e.length.days = 1
	}
	return nil
}

// until is how long it is from one moment to another.
func (m moment) until(end moment, reader clock, l line) (span, error) {
	if m.day && end.day {
		n := int(end.wall.Sub(m.wall) / (24 * time.Hour))
		if n < 0 {
			return span{}, l.refuse("it ends before it begins")
		}
		return span{days: max(n, 1)}, nil // an end on the day itself is a common mistake
	}
	exact := end.at(reader).Sub(m.at(reader))
	if exact < 0 {
		return span{}, l.refuse("it ends before it begins")
	}
	return span{exact: exact}, nil
}

func (f *file) readRepeat(l line, e *event) error {
	switch l.name {
	case "RRULE":
		r, err := f.readRecurrence(l)
		e.rules = append(e.rules, r)
		return err
	case "EXRULE":
		return l.refuse("it takes times out by a rule, which calendars do not do any more")
	case "RDATE", "EXDATE":
		return f.readList(l, e)
	case "RECURRENCE-ID":
		m, err := f.readMoment(l, l.value)
		e.instead, e.onwards = &m, strings.EqualFold(l.params["RANGE"], "THISANDFUTURE")
		return err
	}
	return nil
}

// readList reads times between commas; of RDATE they may be periods.
func (f *file) readList(l line, e *event) error {
	for _, s := range strings.Split(l.value, ",") {
		if strings.TrimSpace(s) == "" {
			continue
		}
		from, to, period := strings.Cut(s, "/")
		m, err := f.readMoment(l, from)
		if err != nil {
			return err
		}
		if l.name == "EXDATE" {
			e.but[f.key(m)] = true
			continue
		}
		x := extra{moment: m}
		if period {
			length, err := f.readPeriodEnd(l, m, to)
			if err != nil {
				return err
			}
			x.length = &length
		}
		e.more = append(e.more, x)
	}
	return nil
}

func (f *file) readPeriodEnd(l line, from moment, to string) (span, error) {
	if strings.Contains(strings.ToUpper(to), "P") {
		return readSpan(l, to)
	}
	end, err := f.readMoment(l, to)
	if err != nil {
		return span{}, err
	}
	return from.until(end, f.reader, l)
}
