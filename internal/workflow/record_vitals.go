package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
)

// RecordVitals writes down what was measured at a visit of the file, and answers
// the rows it made so that clients.StrikeReadings can undo it.
func (w *Workflow) RecordVitals(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, in clients.VitalsForm) (made []id.Reading, err error) {
	err = w.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		if _, err := docs.OfVisitTx(ctx, &tx.View, visit); err != nil {
			return err
		}
		made, err = clients.RecordVitalsTx(ctx, tx, in, visit)
		return err
	})
	return made, err
}
