package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
)

// SendFormLink mails the link to an unfinished form once more. The link
// sent before closes when the new one goes. To is the client, or the number of a
// contact who acts for them; nothing is whoever can be reached.
func (w *Workflow) SendFormLink(ctx context.Context, who access.Actor, c id.Client, packet id.Packet, to string) error {
	return w.db.Write(ctx, who, access.SendPacket.On(c), func(tx *db.Tx) error {
		return sendFormLinkTx(ctx, tx, packet, to)
	})
}

func sendFormLinkTx(ctx context.Context, tx *db.Tx, packet id.Packet, to string) error {
	visit, err := intake.OpenPacketTx(ctx, &tx.View, packet)
	if err != nil {
		return err
	}
	contact, err := clients.RecipientTx(ctx, &tx.View, to)
	if err != nil {
		return err
	}
	mail, err := messaging.FormLinkTx(ctx, tx, visit, packet, contact)
	if err == nil && mail == 0 {
		err = fault.New(fault.Conflict, "The file has no mail address, so nothing was sent. Add one to the file, then mail the link again.")
	}
	return post(ctx, tx, mail, err)
}
