// Package overview is the manager's measures: read only over all domains.
//
// Words: Week (the visits along the line), Station (one column of it), Target
// (how long things may take), Turnaround (from the visit to its signature).
//
// Tables: targets.
//
// Doors: WeekTx, TurnaroundsTx, and those of targets.
//
// Not here: what is stuck, row by row. That is worklist.
package overview

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
