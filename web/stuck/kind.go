package stuck

import (
	"maps"
	"strings"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// drawer has a link open its page beside the list where scripts run.
var drawer = templ.Attributes{"data-drawer": true}

// kind is how a predicate reads and what mends it: one entry is all that a new
// predicate needs here.
type kind struct {
	icon  string
	tone  ui.Tone
	short string    // on the day, in two or three words
	what  string    // the sentence
	holds string    // what it holds up besides money
	costs string    // beside the visit's line: what that means, without its stop
	left  [2]string // how a row left that was mended, before and after the patient's name
	waits bool      // the age is counted from since, not against due
	own   bool      // the visit's page has buttons of its own that mend it

	by     []access.Verb       // the acts that mend it
	acts   map[access.Verb]way // how it leaves by other acts
	became map[string]way      // how it leaves by what the act made of the record, whatever its verb

	asks func(s workflow.Stuck) string                          // the sentence, where it names somebody
	says func(s workflow.Stuck, r Reader) (rest, detail string) // which record it is; nil is the visit
	fix  func(f *fixes)                                         // what the reader may do about it, the best first
}

var kinds = merged(visitKinds, intakeKinds, noteKinds, moneyKinds, fileKinds, questionKinds, messageKinds, taskKinds)

func merged(groups ...map[string]kind) map[string]kind {
	out := map[string]kind{}
	for _, g := range groups {
		maps.Copy(out, g)
	}
	return out
}

// Name is a kind of what is stuck as a few words, for lists of causes.
func Name(k string) string { return strings.TrimSuffix(What(k, ""), ".") }

// fixes gathers what the reader may do about a row.
type fixes struct {
	s   workflow.Stuck
	row id.Blocker // on the reader's list: the line itself, or the question about it
	r   Reader
	out []ui.Fix
	ask *ui.Ask
}

// fixesOf asks the kind; where it knows nothing for this reader, the visit opens.
func fixesOf(s workflow.Stuck, r Reader) *fixes {
	return fixesFor(s, s.ID, r)
}

func fixesFor(s workflow.Stuck, row id.Blocker, r Reader) *fixes {
	f := &fixes{s: s, row: row, r: r}
	if s.Hidden && s.Kind != "glass_unreviewed" {
		f.offer(access.OpenClient, "Open file", href.Client(s.ClientID))
		return f
	}
	if s.About != nil {
		return fixesFor(*s.About, row, r) // the fix of what the question asks about
	}
	if k := kinds[s.Kind]; k.fix != nil {
		f.here()
		k.fix(f)
		f.question()
	}
	if len(f.out) == 0 && f.ask == nil && s.VisitID != 0 {
		f.offer(access.OpenVisit, "Open visit", href.Visit(s.ClientID, s.VisitID))
	}
	return f
}

// offer links to where it is mended.
func (f *fixes) offer(v access.Verb, label, to string) {
	if f.r.Who.May(v) {
		f.out = append(f.out, ui.Fix{Act: ui.Act{Label: label, Href: to}})
	}
}

// lead links to a page whose act comes back to the reader's list.
func (f *fixes) lead(v access.Verb, label, to string) {
	f.offer(v, label, href.Returning(to, f.r.Back))
}

// post mends it with one press.
func (f *fixes) post(v access.Verb, label, to string) {
	if f.r.Who.May(v) {
		f.out = append(f.out, ui.Fix{Act: ui.Act{Label: label}, Post: to, With: map[string]string{"back": f.r.back()}})
	}
}

// visitOf is the visit's time and kind.
func visitOf(s workflow.Stuck, r Reader) string {
	return show.DayTime(s.Line.StartsAt, r.Now, r.Zone) + " · " + s.Line.VisitType
}

// ofVisit names the visit, with its clinician where somebody else owns the row.
func ofVisit(s workflow.Stuck, r Reader) (rest, detail string) {
	switch {
	case s.VisitID == 0:
		return ".", ""
	case s.Owner == s.Line.Clinician:
		return ".", visitOf(s, r)
	}
	return ".", visitOf(s, r) + " with " + s.Line.Clinician
}

// age is exact: how long it has waited, or how far it is past its due time.
func age(s workflow.Stuck, k kind, now time.Time) (string, ui.Tone) {
	if k.waits || s.Due == nil {
		return show.Lasts(now.Sub(s.Since)), ui.Plain
	}
	return until(*s.Due, now)
}

// until is how long there is, or how long it is over.
func until(due, now time.Time) (string, ui.Tone) {
	if due.After(now) {
		return "due in " + show.Lasts(due.Sub(now)), ui.Ochre
	}
	return show.Lasts(now.Sub(due)) + " over", ui.Rust
}
