package ical

import (
	"cmp"
	"slices"
	"time"

	"charthouse/internal/fault"
)

// The bounds of what a file may say.
const (
	mostEvents = 20_000
	mostTimes  = 20_000
	mostSteps  = 2_000_000
)

// Time is when one event of a calendar takes place once.
type Time struct {
	From, To time.Time // instants; To is not part of it
	Day      bool      // whole days, of whoever reads
	Floating bool      // at that time wherever one is
	Free     bool      // its owner is free all the same, or it is cancelled
	Summary  string
	UID      string // of its event
}

// Read lists the times of a calendar file that touch the span, in order, for a reader
// in the zone. It reads the file whole or refuses it in words (fault.Invalid).
func Read(b []byte, zone *time.Location, from, to time.Time) ([]Time, error) {
	lines, err := linesOf(b)
	if err != nil {
		return nil, err
	}
	parts, err := componentsOf(lines)
	if err != nil {
		return nil, err
	}
	if len(parts) == 0 {
		return nil, fault.New(fault.Invalid, "This is not a calendar. Its address should answer a file that begins with BEGIN:VCALENDAR.")
	}
	f := file{reader: place{zone}, from: from, to: to, clocks: map[string]clock{}, rules: map[string]*component{}}
	return f.times(parts)
}

// file is one that is being read.
type file struct {
	reader   clock
	from, to time.Time
	clocks   map[string]clock
	rules    map[string]*component // VTIMEZONE by TZID
	steps    int
	out      []Time
}

// spend counts steps against what a file may cost.
func (f *file) spend(n int) error {
	if f.steps += n; f.steps > mostSteps {
		return fault.New(fault.Invalid, "The calendar repeats its events too often to be read. Share one with fewer repeating events.")
	}
	return nil
}

func (f *file) times(parts []*component) ([]Time, error) {
	for _, z := range every("VTIMEZONE", parts) {
		if name, ok := z.first("TZID"); ok {
			f.rules[zoneWords(name.value)] = z
		}
	}
	events := every("VEVENT", parts)
	if len(events) > mostEvents {
		return nil, fault.New(fault.Invalid, "The calendar has more than 20,000 events. Share one with fewer.")
	}
	all, err := f.series(events)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if err := f.expand(s); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(f.out, func(a, b Time) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To))
	})
	return f.out, nil
}

// add keeps what touches the span.
func (f *file) add(t Time) error {
	if !t.From.Before(f.to) || !t.To.After(f.from) && !(t.To.Equal(t.From) && !t.From.Before(f.from)) {
		return nil
	}
	if len(f.out) >= mostTimes {
		return fault.New(fault.Invalid, "The calendar has more than 20,000 times within its span. Share one with fewer events.")
	}
	f.out = append(f.out, t)
	return nil
}
