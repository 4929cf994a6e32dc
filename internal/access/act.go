package access

import (
	"slices"

	"charthouse/internal/id"
)

// Scope says whose files an act reaches.
type Scope int

// The scopes of an act.
const (
	OnFiles     Scope = iota + 1 // the named files
	OnNewFile                    // files that the act itself creates
	AcrossFiles                  // a list over many files
	OnPractice                   // what belongs to no file
)

// Act is a verb in somebody's file: the one argument without which no SQL runs.
type Act struct {
	verb    Verb
	scope   Scope
	clients []id.Client
	opens   int
	opened  []id.Client
	yields  bool
}

// On is the way into patients' files: usually one; a group's cancellation or
// a merge names several. They are locked in order of their numbers.
func (v Verb) On(clients ...id.Client) Act {
	sorted := slices.Clone(clients)
	slices.Sort(sorted)
	return Act{verb: v, scope: OnFiles, clients: slices.Compact(sorted)}
}

// OnNew opens a file: db reserves its number before the act begins.
func (v Verb) OnNew() Act { return v.Opening(1) }

// Opening opens so many files in one act, beside those that are there already.
func (v Verb) Opening(files int, known ...id.Client) Act {
	act := v.On(known...)
	if files > 0 {
		act.scope, act.opens = OnNewFile, files
	}
	return act
}

// Yielding is the act for whom its files can wait: it does not begin while another
// act holds one of them.
func (a Act) Yielding() Act {
	a.yields = true
	return a
}

// Across serves lists over many files: one row in the trail with the files shown.
func (v Verb) Across() Act { return Act{verb: v, scope: AcrossFiles} }

// Practice serves what belongs to no file.
func (v Verb) Practice() Act { return Act{verb: v, scope: OnPractice} }

// Verb is what is done.
func (a Act) Verb() Verb { return a.verb }

// Scope is how far it reaches.
func (a Act) Scope() Scope { return a.scope }

// Clients are the files of the act, in order of their numbers.
func (a Act) Clients() []id.Client { return a.clients }

// Yields says that the act does not wait for its files.
func (a Act) Yields() bool { return a.yields }

// Opens is how many files the act creates.
func (a Act) Opens() int { return a.opens }

// Opened are the numbers that db reserved for the new files.
func (a Act) Opened() []id.Client { return a.opened }

// Named is the act once db has reserved the numbers of its new files.
func (a Act) Named(opened ...id.Client) Act {
	act := a.verb.On(slices.Concat(a.clients, opened)...)
	act.opened = opened
	return act
}
