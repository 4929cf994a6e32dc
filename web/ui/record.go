package ui

import "github.com/a-h/templ"

// Ident is the head of a patient's file: who, and what must not be missed.
type Ident struct {
	Name, Initials string
	Alerts         []Tag
	Facts          []string // "41, she/her", "Born 14 Mar 1985", "No. 10482"
}

// Event is one row of a timeline. Body, if set, stands under the text: a visit line.
type Event struct {
	ID    string
	When  string
	Icon  string
	Title string // strong
	Rest  string // after the title
	Href  string // where the title leads
	Text  string
	Link  *Link // after the text
	Line  Line  // glyph at the side
	Tag   *Tag
	Money string
	Act   *Act
	Body  templ.Component
}

// Period is a heading of a timeline: today, earlier in June, May.
type Period struct {
	Title  string
	Events []Event
}

// SideRow is one row of a side block: label left, detail right.
type SideRow struct {
	Label, Detail, Under, Href string
	Tag                        *Tag
	Spark                      *Spark
}

// Side is a block of reference beside the work. Empty is what it says without rows.
type Side struct {
	Title string
	Meta  string // at the end of its head, if there is no link
	Link  *Link
	Rows  []SideRow
	Empty string
}

// Scrub is one check, passed or failed, with its fix.
type Scrub struct {
	State  StationState // Done, Blocked, NotNeeded or Ahead
	Title  string
	Detail string
	Fix    *Fix
}

func (s Scrub) word() string {
	switch s.State {
	case Done:
		return "Passed: "
	case Blocked:
		return "Fails: "
	case NotNeeded:
		return "Not needed: "
	}
	return "Open: "
}
