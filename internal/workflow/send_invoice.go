package workflow

import (
	"context"
	"errors"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
)

// Draw makes the paper of an invoice.
type Draw func(c id.Client, b billing.Bill) ([]byte, error)

// Drawing is the workflow with what draws the papers that go by mail.
func (w *Workflow) Drawing(d Draw) *Workflow {
	flow := *w
	flow.draw = d
	return &flow
}

// Bill is an invoice with how it travels.
type Bill struct {
	billing.Bill
	Carried messaging.Carried
}

// OpenInvoice reads an invoice and the mails that carry it.
func (w *Workflow) OpenInvoice(ctx context.Context, who access.Actor, c id.Client, invoice id.Invoice) (b Bill, err error) {
	err = w.db.Read(ctx, who, access.OpenAccount.On(c), func(v *db.View) error {
		if b.Bill, err = billing.BillTx(ctx, v, invoice); err != nil {
			return err
		}
		b.Carried, err = messaging.CarriedTx(ctx, v, invoice)
		return err
	})
	return b, err
}

var (
	errVoidSent = fault.New(fault.Conflict, "This invoice was voided and asks for nothing. It is not sent.")
	errNoMail   = fault.New(fault.Conflict, "The file has no mail address, so nothing was sent. Add one to the file or to who pays the bills, then send it again.")
)

// SendInvoice mails an invoice to who pays the bills, or else to the client.
func (w *Workflow) SendInvoice(ctx context.Context, who access.Actor, c id.Client, invoice id.Invoice) error {
	return w.db.Write(ctx, who, access.SendInvoice.On(c), func(tx *db.Tx) error {
		tx.Calm()
		b, err := billing.BillTx(ctx, &tx.View, invoice)
		switch {
		case err != nil:
			return err
		case b.VoidedAt != nil:
			return errVoidSent
		}
		mail, err := messaging.InvoiceTx(ctx, tx, invoice)
		if err == nil && mail == 0 {
			err = errNoMail
		}
		return post(ctx, tx, mail, err)
	})
}

// attach draws the invoice that goes along with a letter, as it is now.
func (w *Workflow) attach(l messaging.Letter, c id.Client, b billing.Bill) (messaging.Letter, error) {
	if l.Invoice == 0 {
		return l, nil
	}
	if w.draw == nil {
		return l, errors.New("nothing here draws an invoice")
	}
	content, err := w.draw(c, b)
	if err != nil {
		return l, err
	}
	l.Attached = []messaging.File{{Name: "invoice-" + l.Invoice.String() + ".pdf", MediaType: "application/pdf", Content: content}}
	return l, nil
}

// undrawn remembers that a mail could not go for want of its paper: for good
// after the last try.
func (w *Workflow) undrawn(ctx context.Context, c id.Client, m id.Mail, last bool) error {
	return w.db.Write(ctx, mailer, access.DeliverMail.On(c), func(tx *db.Tx) error {
		return messaging.FailedTx(ctx, tx, m, "The invoice could not be drawn.", last)
	})
}
