package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/jobs"
	"charthouse/internal/scheduling"
)

// TakeSlot books the time that the patient's link offers, confirms it and sends its
// form; or it moves the visit that waited for it, and has the time be offered that the
// visit leaves. The others who were offered the time are told.
func (w *Workflow) TakeSlot(ctx context.Context, who access.Actor) error {
	return w.db.Write(ctx, who, access.AnswerOffer.On(who.Client()), func(tx *db.Tx) error {
		t, err := scheduling.TakeSlotTx(ctx, tx)
		if err != nil || t.Before {
			return err
		}
		if t.Moved {
			err = movedTx(ctx, tx, t.Visit)
		} else {
			err = announceTx(ctx, tx, t.Made)
		}
		if err != nil {
			return err
		}
		return jobs.Insert(ctx, tx, jobs.Rescue{Opening: t.Opening})
	})
}

// DeclineSlot answers no to the time that the patient's link offers, which goes to the
// next at once. With leave they are off the waitlist.
func (w *Workflow) DeclineSlot(ctx context.Context, who access.Actor, leave bool) error {
	return w.db.Write(ctx, who, access.AnswerOffer.On(who.Client()), func(tx *db.Tx) error {
		o, err := scheduling.DeclineSlotTx(ctx, tx, leave)
		if err != nil || o == 0 {
			return err
		}
		return jobs.Insert(ctx, tx, jobs.Rescue{Opening: o})
	})
}

// StopOffers ends the offering of a time; who was offered it is told.
func (w *Workflow) StopOffers(ctx context.Context, who access.Actor, o id.Opening, reason string) error {
	return w.db.Write(ctx, who, access.StopOffers.Practice(), func(tx *db.Tx) error {
		if err := scheduling.StopOffersTx(ctx, tx, o, reason); err != nil {
			return err
		}
		return jobs.Insert(ctx, tx, jobs.Rescue{Opening: o})
	})
}
