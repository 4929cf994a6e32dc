// Package worklist is what is stuck and whose turn it is.
//
// Purpose: nobody types this list. Predicates (migrations/views/3*_blocking*.sql)
// say what holds work up; settle keeps the table blockers true after every
// write; the clock looks again when time alone changes something.
//
// Words: Blocker (stands since, held by, worth), Holds (what kind of work it
// holds up), Cleared (left by itself, with the act as evidence), Pend (looked at
// again on a day); Ladder (what happens when a line stands), Step (one rung of
// it), Nudge (a step taken), Notice (what one person was told); Task (typed by
// people, for what no predicate can know), Evidence (the record that closes it).
//
// Tables: blockers, file_clocks, ladders, promise_steps, nudges, notices,
// task_types, tasks, task_items.
//
// Doors: List, Cleared, OfClient, Pend, SettleDue; FilesWithSteps, Notices,
// ReadNotices; Task, Tasks, TasksOfFile, MakeTask and the acts on one; task types.
//
// Not here: the fixes. Each is the door of the domain that owns the field.
package worklist

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
