package href

import (
	"net/url"

	"charthouse/internal/id"
)

// Notes is the clinician's own list of notes.
const Notes = "/notes"

// NotesAfter is the page of that list after the row that a mark names.
func NotesAfter(mark string) string { return with(Notes, url.Values{"after": {mark}}) }

// FoundCodes answers the diagnoses under the box that finds them.
const FoundCodes = "/codes/found"

// FindInNote is the note's page with the diagnoses that the words mean.
func FindInNote(c id.Client, v id.Visit, words string) string {
	return with(Note(c, v), url.Values{"find": {words}}) + "#diagnoses"
}

// StartNote begins a note as one's own.
func StartNote(c id.Client, v id.Visit) string { return Note(c, v) + "/start" }

// SignNote signs.
func SignNote(c id.Client, v id.Visit) string { return Note(c, v) + "/signature" }

// NotePart is a list of the file that the note's page adds to: vitals, allergies, medicines.
func NotePart(c id.Client, v id.Visit, list string) string { return Note(c, v) + "/" + list }

// NoteRow edits, ends or restores a row of such a list.
func NoteRow(c id.Client, v id.Visit, list, row, what string) string {
	return NotePart(c, v, list) + "/" + row + "/" + what
}

// Addenda is where a signed note is added to.
func Addenda(c id.Client, v id.Visit) string { return Note(c, v) + "/addenda" }

// Coding is the coded part of a signed note, for billing.
func Coding(c id.Client, n id.Note) string { return in(c, "/notes/"+n.String()+"/coding") }
