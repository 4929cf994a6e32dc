// Package stuck writes what is stuck as people read it: what is wrong, what it
// holds up, whose turn it is, and the one fix in place for those who may do it.
//
// Purpose: one pure function from a row of the worklist to ui.Stuck, used by
// the worklist, the overview and the patient file; and the same words and fix
// for the band under a visit's line. A predicate is one entry in the file of its
// domain: its words, its fix, and how it reads once it has left.
//
// Doors: OfPractice, PracticeCleared, Row, Cleared, Short, Unblock, FixOf.
//
// Not here: drawing (web/ui) and deriving (migrations/views/3*_blocking*.sql).
package stuck
