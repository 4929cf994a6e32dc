package workflow

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/jobs"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/sms"
)

// RescueAll makes a round of every time that is open, or of which somebody is still to
// be told. One that fails does not hold up the others.
func (w *Workflow) RescueAll(ctx context.Context) error { return w.Rescue(ctx, 0) }

// Rescue makes a round of a time that got free, or of all with zero: offers whose
// minutes are over end, the next who wait are offered it, and who was offered what
// somebody else has is told. Each is an act of its own, and none has a second effect. In
// the quiet hours of whoever waits they are neither offered nor told anything.
func (w *Workflow) Rescue(ctx context.Context, one id.Opening) error {
	quiet, err := messaging.New(w.db).Quiet(ctx)
	if err != nil {
		return err
	}
	now := w.db.Now()
	rounds, err := scheduling.New(w.db).Rounds(ctx, one, func(zone string) bool { return quiet.Covers(now, zone) })
	if err != nil {
		return err
	}
	var failed []error
	for _, r := range rounds {
		if err := w.round(ctx, r); err != nil {
			failed = append(failed, fmt.Errorf("offer opening %s: %w", r.Opening, err))
		}
	}
	return errors.Join(failed...)
}

func (w *Workflow) round(ctx context.Context, r scheduling.Round) error {
	var failed []error
	for _, f := range r.Over {
		failed = append(failed, w.offering(ctx, f.Client, func(tx *db.Tx) error { return scheduling.ExpireTx(ctx, tx, f.Offer) }))
	}
	for _, f := range r.Untold {
		failed = append(failed, w.offering(ctx, f.Client, func(tx *db.Tx) error { return goneTx(ctx, tx, f.Offer) }))
	}
	made := 0
	for _, c := range r.Next {
		if made == r.Room {
			break
		}
		failed = append(failed, w.offering(ctx, c.Client, func(tx *db.Tx) error {
			n, err := scheduling.OfferSlotTx(ctx, tx, r.Opening, c.Wait)
			if err != nil || n == 0 {
				return err
			}
			made++
			return sendOfferTx(ctx, tx, messaging.Offering, n)
		}))
	}
	if r.Closing {
		failed = append(failed, w.db.Write(ctx, access.System(access.Clock), access.OfferSlot.Practice(), func(tx *db.Tx) error { return scheduling.CloseTx(ctx, tx, r.Opening) }))
	}
	return errors.Join(failed...)
}

func (w *Workflow) offering(ctx context.Context, c id.Client, do func(*db.Tx) error) error {
	return w.db.Write(ctx, access.System(access.Clock), access.OfferSlot.On(c), do)
}

// goneTx tells who was offered what somebody else has.
func goneTx(ctx context.Context, tx *db.Tx, n id.SlotOffer) error {
	stood, err := scheduling.GoneTx(ctx, tx, n)
	if err != nil || !stood {
		return err
	}
	return sendOfferTx(ctx, tx, messaging.OfferGone, n)
}

// sendOfferTx writes about an offer by mail, and by text to who agreed to texts.
func sendOfferTx(ctx context.Context, tx *db.Tx, kind messaging.Kind, n id.SlotOffer) error {
	to, err := clients.RecipientTx(ctx, &tx.View, "")
	if err != nil {
		return err
	}
	phone, country, err := messaging.AgreedPhoneTx(ctx, &tx.View)
	if err != nil {
		return err
	}
	number, _ := sms.Number(phone, country) // a phone that takes no texts gets none
	out, err := messaging.AboutOfferTx(ctx, tx, kind, n, to, number)
	if err := post(ctx, tx, out.Mail, err); err != nil || out.Text == 0 {
		return err
	}
	return jobs.Insert(ctx, tx, jobs.SendText{Client: tx.Client(), Text: out.Text})
}

// rescueTx has the times be offered that this act left.
func rescueTx(ctx context.Context, tx *db.Tx) error {
	left, err := scheduling.OpenedTx(ctx, tx)
	return rescueOf(ctx, tx, left, err)
}

// rescueOf has those times offered, once they are committed.
func rescueOf(ctx context.Context, tx *db.Tx, left []id.Opening, err error) error {
	if err != nil {
		return err
	}
	for _, o := range left {
		if err := jobs.Insert(ctx, tx, jobs.Rescue{Opening: o}); err != nil {
			return err
		}
	}
	return nil
}
