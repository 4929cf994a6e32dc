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
	OnNewFile                    // one file that the act itself creates
	AcrossFiles                  // a list over many files
	OnPractice                   // what belongs to no file
)

// Act is a verb in somebody's file: the one argument without which no SQL runs.
type Act struct {
	verb    Verb
	scope   Scope
	clients []id.Client
}

// On is the way into patients' files: usually one; a group's cancellation or
// a merge names several. They are locked in order of their numbers.
func (v Verb) On(clients ...id.Client) Act {
	sorted := slices.Clone(clients)
	slices.Sort(sorted)
	return Act{v, OnFiles, slices.Compact(sorted)}
}

// OnNew opens a file: db reserves its number before the act begins.
func (v Verb) OnNew() Act { return Act{v, OnNewFile, nil} }

// Across serves lists over many files: one row in the trail with the files shown.
func (v Verb) Across() Act { return Act{v, AcrossFiles, nil} }

// Practice serves what belongs to no file.
func (v Verb) Practice() Act { return Act{v, OnPractice, nil} }

// Verb is what is done.
func (a Act) Verb() Verb { return a.verb }

// Scope is how far it reaches.
func (a Act) Scope() Scope { return a.scope }

// Clients are the files of the act, in order of their numbers.
func (a Act) Clients() []id.Client { return a.clients }

// Named is the act once db has reserved the number of the new file.
func (a Act) Named(c id.Client) Act { return Act{a.verb, OnFiles, []id.Client{c}} }
