package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
)

// SignNote locks the note, charges what was done, and asks the client or the
// payer for it. Signing is charging: there is no lag between the two, and what
// held the visit up leaves the worklist in the same transaction.
func (w *Workflow) SignNote(ctx context.Context, who access.Actor, c id.Client, n id.Note) error {
	return w.db.Write(ctx, who, access.SignNote.On(c), func(tx *db.Tx) error {
		note, err := docs.SignTx(ctx, tx, n)
		if err != nil {
			return err
		}
		if err := billing.ChargeVisitTx(ctx, tx, note.VisitID, n, done(note), codes(note)); err != nil {
			return err
		}
		return billing.AskTx(ctx, tx, note.VisitID)
	})
}

func done(n docs.Note) []billing.Done {
	out := make([]billing.Done, len(n.Services))
	for i, s := range n.Services {
		out[i] = billing.Done{
			ServiceID: s.ServiceID, Code: s.Code, Label: s.Label, Units: s.Units,
			Modifiers: s.Modifiers, Cents: billing.Cents(s.Cents),
		}
	}
	return out
}

func codes(n docs.Note) []string {
	out := make([]string, len(n.Diagnoses))
	for i, d := range n.Diagnoses {
		out[i] = d.Code
	}
	return out
}
