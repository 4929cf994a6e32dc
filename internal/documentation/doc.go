// Package docs is the clinical record of a visit: notes, their codes,
// signatures and addenda. (Go reserves the package name documentation.)
//
// Words: Note (one per visit, written by its author), Section (a titled part,
// copied from the template when the note begins), Gap (what is missing before
// signing), Signature (locks the content), Addendum (all that can be added after).
//
// Tables: note_templates, notes, note_diagnoses, note_services, signatures,
// addenda, diagnosis_codes.
//
// Doors: Start, Open, SaveTx, SignTx, AddTo, OpenTx and RecordTx (what a message
// adds), and those of templates and codes.
//
// Not here: what signing sets off. That is workflow.SignNote.
package docs

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
