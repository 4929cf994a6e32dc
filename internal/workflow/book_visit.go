package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

// BookVisit books the client with a clinician, in a room, at a time that nobody
// else holds; confirms it by mail; and sends the form that its kind asks for.
// Who walks in stands at the desk and needs no confirmation.
func (w *Workflow) BookVisit(ctx context.Context, who access.Actor, c id.Client, wish scheduling.Wish) (id.Visit, error) {
	return db.Make(ctx, w.db, who, access.BookVisit.On(c), func(tx *db.Tx) (id.Visit, error) {
		return bookTx(ctx, tx, wish)
	})
}

// bookTx is the sentence itself, for a client who is there and for a new one.
func bookTx(ctx context.Context, tx *db.Tx, wish scheduling.Wish) (id.Visit, error) {
	made, err := scheduling.BookTx(ctx, tx, wish)
	if err != nil {
		return 0, err
	}
	if err := scheduling.WaitedTx(ctx, tx, made.Kind); err != nil {
		return 0, err
	}
	if wish.WalkIn {
		return made.Visit, formTx(ctx, tx, made)
	}
	return made.Visit, announceTx(ctx, tx, made)
}

// announceTx confirms a visit by mail and sends the form that its kind asks for.
func announceTx(ctx context.Context, tx *db.Tx, made scheduling.Made) error {
	mail, err := messaging.ConfirmTx(ctx, tx, made.Visit)
	if err := post(ctx, tx, mail, err); err != nil {
		return err
	}
	return formTx(ctx, tx, made)
}

func formTx(ctx context.Context, tx *db.Tx, made scheduling.Made) error {
	if made.Form == 0 {
		return nil
	}
	return sendForm(ctx, tx, made.Visit, made.Form)
}

func sendForm(ctx context.Context, tx *db.Tx, visit id.Visit, form id.Form) error {
	packet, err := intake.MakePacketTx(ctx, tx, visit, form)
	if err != nil {
		return err
	}
	contact, err := clients.RecipientTx(ctx, &tx.View, "")
	if err != nil {
		return err
	}
	mail, err := messaging.FormLinkTx(ctx, tx, visit, packet, contact)
	return post(ctx, tx, mail, err)
}
