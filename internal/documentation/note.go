package docs

import (
	"maps"
	"slices"
	"strings"
	"time"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Note is what was written about a visit. One without a number has not begun:
// it is what the visit's page shows before anything is written.
type Note struct {
	ID         id.Note
	ClientID   id.Client
	VisitID    id.Visit
	AuthorID   id.Staff
	Author     string
	Template   []Section
	Sections   map[string]string // text by the section's key; empty texts are left out
	Version    int
	SavedAt    time.Time
	SavedBy    string
	SavedForm  string // the page that saved last, see Draft
	SavedEdit  int
	SignedAt   *time.Time
	CheckedAt  *time.Time // when the author said that the medicines are checked
	Diagnoses  []Diagnosis
	Services   []Done
	Clinician  string // whose visit it is
	Attending  id.Staff
	NoteNeeded bool // the visit took place, or will: not imported, cancelled or missed
	HasBegun   bool // its time has come, or the client has
}

// Section is a titled part of a note, as the template had it when the note began.
type Section struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Hint  string `json:"hint,omitempty"`
	// Private is for its author alone: psychotherapy notes. Everybody else reads
	// that it is there, never what it says.
	Private bool `json:"private,omitempty"`
}

// Diagnosis is a coded reason for the visit; the first weighs most.
type Diagnosis struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// Done is a service of the fee schedule that was done, charged on signing.
type Done struct {
	ServiceID id.Service `json:"service"`
	Code      string     `json:"code"`
	Label     string     `json:"label"`
	Units     int        `json:"units"`
	Modifiers string     `json:"modifiers,omitempty"`
	Cents     int64      `json:"cents"` // of one unit, from the fee schedule
}

// Blank is where a phrase waits for words. A note with one cannot be signed.
const Blank = "***"

// The refusals of a note.
var (
	ErrSigned     = fault.New(fault.Conflict, "This note is signed. Add an addendum instead.")
	errNotAuthor  = fault.New(fault.Forbidden, "Only the author signs a note. Ask them to sign it.")
	errNotWriter  = fault.New(fault.Forbidden, "Only the author writes in a note. Ask them, or add an addendum once it is signed.")
	errNotYours   = fault.New(fault.Forbidden, "This is a colleague's visit. If you saw the patient, start the note as yours first.")
	errNoNote     = fault.New(fault.Conflict, "This visit did not take place here, so there is nothing to write. Write in the visit that did.")
	errNotTaken   = fault.New(fault.Conflict, "This visit did not take place: it is cancelled, or was missed. If it did, take that back on the visit, then sign.")
	errTooEarly   = fault.New(fault.Conflict, "This visit has not begun, so its note cannot be signed yet. If the patient is here already, mark them as arrived.")
	errNotWritten = fault.New(fault.Conflict, "There is no note to sign yet. Write it first.")
)

// Begun is true once something was saved.
func (n Note) Begun() bool { return n.ID != 0 }

// Cents is what signing charges.
func (n Note) Cents() (sum int64) {
	for _, s := range n.Services {
		sum += s.Cents * int64(s.Units)
	}
	return sum
}

// writable refuses whoever may not write in the note.
func (n Note) writable(by id.Staff) error {
	switch {
	case n.SignedAt != nil:
		return ErrSigned
	case n.Begun() && n.AuthorID != by:
		return errNotWriter
	case n.Begun():
		return nil
	case !n.NoteNeeded:
		return errNoNote
	case n.Attending != by:
		return errNotYours
	}
	return nil
}

// same is true when both hold the same words and codes.
func (n Note) same(m Note) bool {
	return maps.Equal(n.Sections, m.Sections) && slices.Equal(n.Diagnoses, m.Diagnoses) &&
		slices.EqualFunc(n.Services, m.Services, Done.same) && (n.CheckedAt == nil) == (m.CheckedAt == nil)
}

func (d Done) same(e Done) bool {
	return d.ServiceID == e.ServiceID && d.Units == e.Units && d.Modifiers == e.Modifiers
}

// blanks counts what waits for words in a section.
func (n Note) blanks(key string) int { return strings.Count(n.Sections[key], Blank) }
