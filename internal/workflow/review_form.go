package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/scheduling"
)

// ReviewForm decides what a finished packet would change: demographics, contacts
// and coverage by the desk. What is accepted is written into the file.
func (w *Workflow) ReviewForm(ctx context.Context, who access.Actor, c id.Client, p id.Packet, in intake.Decision) error {
	return w.review(ctx, who, access.ReviewPacket.On(c), p, false, in)
}

// ReviewFormClinical decides what is clinical, by a clinician.
func (w *Workflow) ReviewFormClinical(ctx context.Context, who access.Actor, c id.Client, p id.Packet, in intake.Decision) error {
	return w.review(ctx, who, access.ReviewClinical.On(c), p, true, in)
}

// ReadForm says that a clinician has read the answers that change nothing.
func (w *Workflow) ReadForm(ctx context.Context, who access.Actor, c id.Client, p id.Packet) error {
	return w.db.Write(ctx, who, access.ReviewClinical.On(c), func(tx *db.Tx) error {
		return intake.ReadClinicalTx(ctx, tx, p)
	})
}

func (w *Workflow) review(ctx context.Context, who access.Actor, act access.Act, p id.Packet, clinical bool, in intake.Decision) error {
	return w.db.Write(ctx, who, act, func(tx *db.Tx) error {
		accepted, finished, err := intake.DecideTx(ctx, tx, p, clinical, in)
		if err != nil {
			return err
		}
		for _, a := range accepted {
			if a.Field == "coverage" {
				a.Detail["payer"] = in.Payer
			}
			err := clients.AcceptTx(ctx, tx, clients.Acceptance{Label: a.Label, Field: a.Field, Value: a.Now, Detail: a.Detail, Source: clients.SourceOfForm(finished)})
			if err != nil {
				return err
			}
		}
		return scheduling.FollowCoverageTx(ctx, tx, tx.Client())
	})
}
