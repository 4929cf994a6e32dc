package stuck

import (
	"slices"
	"unicode"

	"charthouse/internal/access"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// way is how a row left, before and after the patient's name.
type way struct {
	before, after string
	moves         bool // the line went on, and its money with it
}

// went is a way on, gone one out.
func went(before, after string) way { return way{before, after, true} }
func gone(before, after string) way { return way{before, after, false} }

// Ways that many kinds leave by, without having been mended.
var (
	changed   = gone("No longer late for ", ": a target or setting was changed.")
	missed    = gone("", " did not come.")
	cancelled = gone("Visit cancelled for ", ".")
	voided    = gone("Invoice voided for ", ".")
	forgiven  = gone("Balance written off for ", ".")
	payerPaid = went("Payer paid for ", ".")
)

// ways are how a row of any kind leaves by an act that its kind says nothing of.
var ways = map[access.Verb]way{
	access.CancelVisit:   cancelled,
	access.MoveVisit:     gone("Visit moved for ", "."),
	access.DoubleBook:    gone("Visit moved for ", "."),
	access.ReverseCharge: gone("Charge taken back for ", "."),
}

// Cleared writes what left the list by itself, with who did what cleared it. It
// left because its predicate is false; what was done instead of mending it is said
// as what it is.
func Cleared(c worklist.Cleared, r Reader) ui.Clearing {
	w := wayOf(c)
	out := ui.Clearing{When: show.When(c.At, r.Now, r.Zone), Before: w.before, Name: c.Client, Href: href.Client(c.ClientID), After: w.after}
	if c.By != "" {
		out.Before = c.By + ": " + lower(w.before)
	}
	if c.Cents > 0 && w.moves {
		out.After += " " + show.Money(c.Cents, r.Currency) + " moved on."
	}
	return out
}

// wayOf finds how the row left: by what the act made of the record, by the act, or
// in words that hold whatever was done.
func wayOf(c worklist.Cleared) way {
	k, verb := kinds[c.Kind], c.Verb
	if verb == access.TakeStep {
		verb = access.SettleFile // both are the clock's, and look at the file again
	}
	if w, ok := k.became[c.Became]; ok {
		return w
	}
	if slices.Contains(k.by, verb) {
		return went(k.left[0], k.left[1])
	}
	if w, ok := k.acts[verb]; ok {
		return w
	}
	switch c.Became {
	case "no_show":
		return missed
	case "cancelled":
		return cancelled
	}
	if w, ok := ways[verb]; ok {
		return w
	}
	return gone("“"+k.short+"” no longer holds for ", ".")
}

// lower begins s as inside a sentence; abbreviations stay.
func lower(s string) string {
	r := []rune(s)
	if len(r) == 0 || len(r) > 1 && unicode.IsUpper(r[1]) {
		return s
	}
	return string(unicode.ToLower(r[0])) + string(r[1:])
}
