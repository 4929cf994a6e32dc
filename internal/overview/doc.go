// Package overview is the manager's measures: read only over all domains.
//
// Words: Week (the visits along the line), Station (one column of it), Measure
// (a numerator over a denominator), Sums (what days add up to), Count (what a day
// counts once and for ever), Goal (the practice's own target of a measure), Target
// (how long something may take before it is stuck), Turnaround (from the visit to
// its signature), Event (a thing counted that is no visit), Opening (how soon one
// can be seen).
//
// Tables: targets, measure_targets, visit_days, money_days, dirty_days,
// closed_days, day_counts.
//
// Doors: LookInto, ListRows, ListEvents, ListOpenings, SetGoal, Recount, CloseDays, those of
// targets; for workflows WeekTx, SumsTx, MeasuresTx, TurnaroundsTx, KeptTx.
//
// Not here: what is stuck, row by row. That is worklist.
package overview

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
