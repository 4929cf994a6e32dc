// Package intake asks patients for what the practice does not know yet, and
// brings their answers back as differences.
//
// Purpose: forms with versions, packets sent for a visit, answers saved as they
// are given, and proposals that the desk and the clinician accept.
//
// Words: a Form is what a practice asks; a Version is one published wording of
// it, never changed; a Packet is the form sent for a visit; a Proposal is what
// one answer would change in the file; a Link leads a patient to one packet.
//
// A version's definition is JSON:
//
//	{"sections": [
//	  {"title": "How we reach you", "fields": [
//	    {"key": "phone", "label": "Mobile phone", "kind": "phone", "required": true, "fills": "phone"},
//	    {"key": "reach", "label": "How shall we remind you?", "kind": "choice", "options": ["Text", "Mail"], "help": "..."}
//	  ]}
//	]}
//
// Key is unique in the version and stays with a question through its versions.
// Kind is one of Kinds. Fills names what the answer may change in the file: one
// of Fills, whose part says who accepts it. Without fills an answer is kept in
// the packet only.
//
// Tables: forms, form_versions, packets, answers, proposals, links.
//
// Doors: those of each noun in its file.
//
// Not here: what a value of the file is (internal/clients) and who is sent what
// (internal/messaging).
package intake

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
