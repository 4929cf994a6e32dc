package ical

import (
	"slices"
	"time"
)

// once is one time of a series before anything replaces it.
type once struct {
	moment
	at     time.Time
	length span
}

// expand lists the times of a series within the span of the file.
func (f *file) expand(s *series) error {
	days := map[key]bool{} // whole days that stand for the time of the series on them
	for k, e := range s.instead {
		if k.day {
			days[dayOf(e.instead.wall)] = true
		}
		if err := f.addOnce(e, once{e.start, e.start.at(f.reader), e.length}); err != nil {
			return err
		}
	}
	if s.master == nil {
		return nil
	}
	return f.each(s.master, func(o once) error {
		if s.instead[key{o.at.Unix(), o.day}] != nil || !o.day && days[dayOf(o.wall)] {
			return nil
		}
		e := s.master
		if later := s.later(o.at, f.reader); later != nil {
			e, o = later, f.shifted(o, later)
		}
		return f.addOnce(e, o)
	})
}

func dayOf(wall time.Time) key { return key{wall.Truncate(24 * time.Hour).Unix(), true} }

// later is the last change to all that follow that counts at the instant.
func (s *series) later(at time.Time, reader clock) *event {
	n, _ := slices.BinarySearchFunc(s.onwards, at, func(e *event, at time.Time) int {
		if e.instead.at(reader).After(at) {
			return 1
		}
		return -1
	})
	if n == 0 {
		return nil
	}
	return s.onwards[n-1]
}

// shifted moves a time as the change to all that follow moved its own.
func (f *file) shifted(o once, e *event) once {
	o.moment.wall = o.wall.Add(e.start.wall.Sub(e.instead.wall))
	if e.start.day == o.day {
		o.moment.utc, o.moment.clock = e.start.utc, e.start.clock
	}
	o.at, o.length = o.moment.at(f.reader), e.length
	return o
}

func (f *file) addOnce(e *event, o once) error {
	end := o.of(o.wall.AddDate(0, 0, o.length.days), f.reader).Add(o.length.exact)
	return f.add(Time{From: o.at, To: end, Day: o.day, Floating: !o.day && !o.utc && o.clock == nil, Free: e.free, Summary: e.summary, UID: e.uid})
}

// each calls do with the times of an event that may touch the span: the first, those
// of its rules and those beside them, each once, and without those that were taken out.
func (f *file) each(e *event, do func(once) error) error {
	seen := map[key]bool{}
	take := func(m moment, length span) error {
		o := once{m, m.at(f.reader), length}
		k := key{o.at.Unix(), o.day}
		if o.at.Before(f.near(length)) || seen[k] || e.but[k] { // an EXDATE takes out its own kind: RFC 5545, section 3.8.5.1
			return nil
		}
		seen[k] = true
		return do(o)
	}
	if err := take(e.start, e.length); err != nil {
		return err
	}
	for _, r := range e.rules {
		if err := f.eachOf(e, r, take); err != nil {
			return err
		}
	}
	for _, x := range e.more {
		length := e.length
		if x.length != nil {
			length = *x.length
		}
		if err := take(x.moment, length); err != nil {
			return err
		}
	}
	return nil
}

// near is before all that touches the span and lasts so long, on whatever clocks.
func (f *file) near(length span) time.Time {
	return f.from.AddDate(0, 0, -2-length.days).Add(-length.exact)
}

// eachOf walks a rule on the walls of the event's own zone.
func (f *file) eachOf(e *event, r recurrence, take func(moment, span) error) error {
	var failed error
	err := r.walk(e.start.wall, f.near(e.length), f.to.AddDate(0, 0, 2), f.spend, func(wall time.Time) bool {
		m := e.start
		if m.wall = wall; r.until != nil && f.past(m, *r.until) {
			return false
		}
		failed = take(m, e.length)
		return failed == nil
	})
	if failed != nil {
		return failed
	}
	return err
}

// past is true where the moment is after the end of its rule. A day counts until its end.
func (f *file) past(m, until moment) bool {
	switch {
	case until.day || m.day:
		return dayOf(m.wall).unix > dayOf(until.wall).unix
	case until.utc:
		return m.at(f.reader).After(until.wall)
	}
	return m.wall.After(until.wall)
}
