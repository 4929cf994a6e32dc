package ui

import (
	"net/http"

	"github.com/a-h/templ"
)

// Shell is a staff page.
type Shell struct {
	Title    string // of the window, and the h1 unless Back is set
	Subtitle string // small text beside the h1
	Practice string
	Home     string    // where the brand leads
	Nav      []NavItem // only what exists and the person may open
	Foot     []NavItem // the same, at the bottom: settings
	Active   string    // the Key of the entry that is open
	Me       Me
	Account  string // the person's own page; empty hides it
	SignOut  string // where the sign-out form posts; empty hides it
	Theme    string // "light", "dark" or "" for the system's: see ThemeOf
	Fill     bool   // panes scroll on their own, the page does not
	Back     *Link  // stands where the h1 would; the page then has an h1 of its own
	Find     *Find  // the find box in the top bar
	Flash    *Toast
	Glass    string          // a restricted file stands open: until when, on each of its pages
	Live     string          // URL of the page's event stream, if it follows changes
	Top      templ.Component // after the title: day switch, filters
	Tools    templ.Component // at the end of the top bar: print, the one primary button
	Keys     []Fact          // what this page's own keys do, for the dialog behind ?
	NoKeys   bool            // the person switched single keys off
}

// NavItem is one entry of the side navigation.
type NavItem struct {
	Href, Icon, Label string
	Count             string // shown at the end of the entry if not empty
	CountTone         Tone
	Key               string // after g, this letter opens it: "t"
}

// Me is the person who is signed in.
type Me struct{ Name, Role, Initials string }

// Face is a person's initials in a round. Size is "", "sm" or "lg"; Kind is "staff" or "".
type Face struct{ Initials, Size, Kind string }

// Link is a word that leads somewhere.
type Link struct{ Href, Label string }

// Find is a box that finds as you type. Action is the page of results; Results answers the options as you type.
type Find struct{ Action, Results, Label, Value string }

// ThemeOf reads the theme that the person chose on this device: "light", "dark" or "" for the system's.
func ThemeOf(r *http.Request) string {
	c, err := r.Cookie("theme")
	if err != nil || (c.Value != "light" && c.Value != "dark") {
		return ""
	}
	return c.Value
}

func (s Shell) keys() string {
	if s.NoKeys {
		return "off"
	}
	return "on"
}

// shortcuts is the list behind `?`: the navigation's keys, those of every list, and the page's own.
func (s Shell) shortcuts() []Fact {
	facts := []Fact{{Name: "/ or Ctrl K", Value: "Find"}, {Name: "?", Value: "These keys"}}
	for _, n := range s.Nav {
		if n.Key != "" {
			facts = append(facts, Fact{Name: "g " + n.Key, Value: n.Label})
		}
	}
	facts = append(facts,
		Fact{Name: "j k", Value: "Next and previous row of a list"},
		Fact{Name: "Enter", Value: "Open the row"},
		Fact{Name: "x", Value: "Select the row"},
		Fact{Name: "Esc", Value: "Close, or let go"},
	)
	return append(facts, s.Keys...)
}
