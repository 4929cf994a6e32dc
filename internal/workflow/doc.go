// Package workflow is the practice's day, one sentence to a file.
//
// What crosses domains happens here: a sentence opens one act and calls the
// domains in order, so "what happens when a note is signed?" is answered by one
// file. Pages that gather several domains are read here in one View.
//
// Inside Postgres a consequence is a direct call; outside it is a job inserted
// in the same transaction. There is no third way.
package workflow

import "charthouse/internal/db"

// Workflow speaks the sentences.
type Workflow struct {
	db    *db.DB
	draw  Draw  // nil where no papers go out
	fetch Fetch // nil where nothing is fetched
}

// New speaks on d.
func New(d *db.DB) *Workflow { return &Workflow{db: d} }
