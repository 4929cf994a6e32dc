package stuck

import (
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// Cleared writes what left the list by itself, with who did what cleared it.
func Cleared(c worklist.Cleared, r Reader) ui.Clearing {
	words := kinds[c.Kind].left
	out := ui.Clearing{When: show.When(c.At, r.Now, r.Zone), Before: words[0], Name: c.Client, Href: href.Client(c.ClientID), After: words[1]}
	if c.By != "" {
		out.Before = c.By + ": " + lower(words[0])
	}
	if c.Cents > 0 {
		out.After += " " + show.Money(c.Cents, r.Currency) + " moved on."
	}
	return out
}

func lower(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]|0x20) + s[1:]
}
