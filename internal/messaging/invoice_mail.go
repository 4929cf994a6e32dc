package messaging

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Sending is one mail that carries an invoice, and how it fared.
type Sending struct {
	Mail    id.Mail
	State   State
	Address string
	Problem string
	MadeAt  time.Time
	SentAt  *time.Time
	By      string
}

// Carried is how an invoice travels: where a mail with it would go, and the mails
// there were.
type Carried struct {
	To     string // empty where the file has no address
	Served bool   // there is a mail server
	Mails  []Sending
}

// InvoiceTx sends an invoice to who pays the bills, or else to the client. Its
// paper is drawn when the mail goes. It answers 0 where the file has no address.
func InvoiceTx(ctx context.Context, tx *db.Tx, invoice id.Invoice) (id.Mail, error) {
	if err := overtakeInvoice(ctx, tx, invoice); err != nil {
		return 0, fmt.Errorf("take back an earlier mail: %w", err)
	}
	contact, err := findBillPayer(ctx, &tx.View)
	if err != nil {
		return 0, fmt.Errorf("look who pays the bills: %w", err)
	}
	return written(ctx, tx, message{Kind: Invoice, Invoice: invoice, Contact: contact})
}

// CarriedTx reads how an invoice travels, the latest mail first.
func CarriedTx(ctx context.Context, v *db.View, invoice id.Invoice) (c Carried, err error) {
	contact, err := findBillPayer(ctx, v)
	if err != nil {
		return c, err
	}
	if c.To, err = findReader(ctx, v, message{Contact: contact}); err != nil {
		return c, err
	}
	if _, c.Served, err = findServer(ctx, v); err != nil {
		return c, err
	}
	c.Mails, err = listSendings(ctx, v, invoice)
	return c, err
}
