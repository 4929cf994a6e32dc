// Package worklist is what is stuck and whose turn it is.
//
// Purpose: nobody types this list. Predicates (migrations/views/3*_blocking*.sql)
// say what holds work up; settle keeps the table blockers true after every
// write; the clock looks again when time alone changes something.
//
// Words: Blocker (stands since, held by, worth), Holds (what kind of work it
// holds up), Cleared (left by itself, with the act as evidence), Pend (looked at
// again on a day).
//
// Tables: blockers, file_clocks.
//
// Doors: List, Cleared, OfClient, Pend, SettleDue.
//
// Not here: the fixes. Each is the door of the domain that owns the field.
package worklist

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
