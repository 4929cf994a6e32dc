package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// plain is the template of a visit type that names none.
func plain() []Section {
	return []Section{
		{Key: "subjective", Title: "Subjective", Hint: "What was said"},
		{Key: "objective", Title: "Objective", Hint: "What was found"},
		{Key: "assessment", Title: "Assessment", Hint: "What it means"},
		{Key: "plan", Title: "Plan", Hint: "What follows"},
	}
}

// NoteTx reads a note with its diagnoses and services.
func NoteTx(ctx context.Context, v *db.View, n id.Note) (Note, error) {
	note, err := findNote(ctx, v, n)
	if err != nil {
		return Note{}, err
	}
	return note.withCodes(ctx, v)
}

// OfVisitTx reads the note of a visit. Where none has begun it is what the page
// shows: the template's sections, empty, and the service that the visit's type
// proposes.
func OfVisitTx(ctx context.Context, v *db.View, visit id.Visit) (Note, error) {
	note, err := findNoteOfVisit(ctx, v, visit)
	if err != nil {
		return Note{}, err
	}
	if !note.Begun() {
		note.Services, err = listProposed(ctx, v, visit)
		return note, err
	}
	return note.withCodes(ctx, v)
}

func (n Note) withCodes(ctx context.Context, v *db.View) (_ Note, err error) {
	if n.Diagnoses, err = listDiagnoses(ctx, v, n.ID); err != nil {
		return Note{}, err
	}
	n.Services, err = listServices(ctx, v, n.ID)
	return n, err
}

// LastTx reads the signature that stands before the note of a visit: what was
// written the last time. There is none where its note has no number.
func LastTx(ctx context.Context, v *db.View, visit id.Visit) (Signature, error) {
	list, err := listSignatures(ctx, v, visit, 1)
	if err != nil || len(list) == 0 {
		return Signature{}, err
	}
	return list[0], nil
}

// SignatureTx reads what was signed.
func SignatureTx(ctx context.Context, v *db.View, n id.Note) (Signature, error) {
	return findSignature(ctx, v, n)
}

// CoverTx reads who pays for a visit and what a claim to them would lack.
func CoverTx(ctx context.Context, v *db.View, visit id.Visit) (Cover, error) {
	return findCover(ctx, v, visit)
}

// FeesTx reads the fee schedule to choose from.
func FeesTx(ctx context.Context, v *db.View) ([]Done, error) { return listFees(ctx, v) }
