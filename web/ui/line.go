package ui

import "strings"

// Line is one visit's stations, in order. Exactly one is current or blocked, unless all is done.
type Line struct {
	Label    string // what a screen reader calls it: "Visit line for Thabo Mokoena, today 11:15"
	Stations []Station
}

// Station is one step of a visit. Who is a person or a cause, When a time today and a date otherwise.
type Station struct {
	Name      string
	State     StationState
	Who, When string
}

// StationState says where a station stands. The zero value is ahead.
type StationState int

// The five states of a station.
const (
	Ahead StationState = iota
	Done
	Current
	Blocked
	NotNeeded
)

var states = map[StationState]struct{ data, glyph, words string }{
	Ahead:     {"ahead", "u", "ahead"},
	Done:      {"done", "d", "done"},
	Current:   {"current", "c", "now"},
	Blocked:   {"blocked", "b", "blocked"},
	NotNeeded: {"skip", "n", "not needed"},
}

// At is the position of the current or blocked station, counted from 1; 0 if there is none.
func (l Line) At() int {
	for i, s := range l.Stations {
		if s.State == Current || s.State == Blocked {
			return i + 1
		}
	}
	return 0
}

// Sentence is the line in words: "Visit line: Intake is blocked".
func (l Line) Sentence() string {
	at := l.At()
	if at == 0 {
		return l.ended()
	}
	s := l.Stations[at-1]
	if s.State == Blocked {
		return "Visit line: " + s.Name + " is blocked"
	}
	return "Visit line: now at " + s.Name
}

// ended speaks of a line without a current station: finished, ended early, or not begun.
func (l Line) ended() string {
	var missing []string
	for _, s := range l.Stations {
		switch s.State {
		case Ahead:
			return "Visit line: next is " + s.Name
		case NotNeeded:
			missing = append(missing, s.Name)
		}
	}
	if len(missing) > len(l.Stations)/2 {
		return "Visit line: ended early"
	}
	return "Visit line: all done"
}

// hidden is what a screen reader hears before a station's person and time.
func (s Station) hidden() string {
	words := states[s.State].words
	if s.Who != "" && !strings.EqualFold(s.Who, words) || s.When != "" {
		return words + ", "
	}
	return words
}

// who avoids saying "not needed" twice.
func (s Station) who() string {
	if s.Who == "" && s.State == NotNeeded {
		return "not needed"
	}
	return s.Who
}

// Unblock is the band under a full line: what blocks it, what that costs, one way out. At is Line.At.
type Unblock struct {
	At          int
	What, Costs string
}
