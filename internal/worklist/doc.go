// Package worklist is what is stuck and whose turn it is.
//
// Purpose: nobody types this list. Predicates (migrations/views/3*_blocking*.sql)
// say what holds work up; settle keeps the table blockers true after every
// write; the clock looks again when time alone changes something.
//
// Words: Blocker (stands since, held by, worth), Holds (what kind of work it
// holds up), Cleared (left by itself, with the act as evidence), Pend (looked at
// again on a day), Assign (given to somebody who may mend it), Turn (whose it is
// today: the stand-in's while its owner is away), Question (asked of the one who
// can mend a row; comes back answered), Part (a heading of the list); Ladder (what
// happens when a line stands), Step (one rung of it), Nudge (a step taken), Notice
// (what one person was told); Task (typed by people, for what no predicate can
// know), Evidence (the record that closes it).
//
// Tables: blockers, practice_blockers, questions, file_clocks, ladders, promise_steps, nudges,
// notices, task_types, tasks, task_items.
//
// Doors: OfPracticeTx, PracticeClearedTx, PendOfPractice; PageTx, ListTx, PartsTx, HeldTx, TotalsTx, ChoicesTx, ClearedTx, BackTx; Pend,
// Assign, AssignAll, TakeOver, Ask, Answer, TakeBack, Seen; SettleDue;
// FilesWithSteps, Notices, ReadNotices; Task, Tasks, TasksOfFile, MakeTask and the
// acts on one; task types.
//
// Not here: the fixes. Each is the door of the domain that owns the field.
package worklist

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
