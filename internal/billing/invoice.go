package billing

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Invoice asks the client for charges of a visit. Its number is its id.
type Invoice struct {
	ID        id.Invoice
	VisitID   id.Visit
	IssuedOn  civil.Date
	DueOn     civil.Date
	MadeAt    time.Time
	VoidedAt  *time.Time
	VoidedBy  string
	VoidedWhy string
}

// Asked is one line of an invoice: the client's part of a charge.
type Asked struct {
	At        time.Time
	Code      string
	Label     string
	Units     int
	Modifiers string
	Diagnoses []string
	Cents     Cents // the client's part
	Full      Cents // the whole charge
}

// Settled is money that came to an invoice, or went from it by a reversal.
type Settled struct {
	At        time.Time
	Kind      string // payment, allocation, write_off or reversal
	Reverses  string // the kind that a reversal takes back
	ByPayer   bool   // a payer's answer left the client less than they had paid
	PaymentID id.Payment
	Method    string
	Reference string
	Cents     Cents // less than zero where it was reversed
}

// Bill is an invoice opened, with all that stands on it.
type Bill struct {
	Invoice
	Paper   Paper
	Lines   []Asked
	Settled []Settled
}

// Total is what the invoice asks for.
func (b Bill) Total() (total Cents) {
	for _, l := range b.Lines {
		total += l.Cents
	}
	return total
}

// Paid is what came to it and stayed.
func (b Bill) Paid() (paid Cents) {
	for _, s := range b.Settled {
		paid += s.Cents
	}
	return paid
}

// Due is what is left to pay; an invoice that was voided asks for nothing.
func (b Bill) Due() Cents {
	if b.VoidedAt != nil {
		return 0
	}
	return b.Total() - b.Paid()
}

// Overdue is true from the day after the invoice was due.
func (b Bill) Overdue(today civil.Date) bool { return b.Due() > 0 && today.After(b.DueOn) }

// OpenInvoice reads an invoice.
func (s *Service) OpenInvoice(ctx context.Context, who access.Actor, c id.Client, invoice id.Invoice) (b Bill, err error) {
	err = s.db.Read(ctx, who, access.OpenAccount.On(c), func(v *db.View) error {
		b, err = BillTx(ctx, v, invoice)
		return err
	})
	return b, err
}

// BillTx reads an invoice of the act's client with all that stands on it.
func BillTx(ctx context.Context, v *db.View, invoice id.Invoice) (b Bill, err error) {
	if b.Invoice, err = findInvoice(ctx, v, invoice); err != nil {
		return b, err
	}
	if b.Paper, err = findPaper(ctx, v, b.VisitID); err != nil {
		return b, err
	}
	if b.Lines, err = listAsked(ctx, v, invoice); err != nil {
		return b, err
	}
	b.Settled, err = listSettled(ctx, v, invoice)
	return b, err
}

var (
	errVoided     = fault.New(fault.Conflict, "This invoice was voided before. Nothing was changed.")
	errPaid       = fault.New(fault.Conflict, "Something is paid on this invoice. Reverse the payment first, then void it.")
	errAllAsked   = fault.New(fault.Conflict, "Everything the patient owes for this visit is on an invoice already.")
	errWhyNotVoid = &fault.Fault{
		Kind: fault.Invalid, Message: "The invoice stands as it was. Say why it is voided.",
		Fields: map[string]string{"reason": "Say why, such as: sent to the wrong address."},
	}
)

// MakeInvoice asks the client for what they owe for a visit and no invoice asks
// for yet: a copay that was not paid, or what a voided invoice asked for.
func (s *Service) MakeInvoice(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) (id.Invoice, error) {
	return db.Make(ctx, s.db, who, access.MakeInvoice.On(c), func(tx *db.Tx) (id.Invoice, error) {
		if _, err := findVisit(ctx, &tx.View, visit); err != nil {
			return 0, err
		}
		made, err := invoiceVisit(ctx, tx, visit)
		if err != nil {
			return 0, err
		}
		if len(made) == 0 {
			return 0, errAllAsked
		}
		return made[0], nil
	})
}

// VoidForm says why an invoice is voided.
type VoidForm struct {
	Reason string `form:"reason"`
}

// VoidInvoice takes back an invoice on which nothing is paid. Its charges are
// still owed and wait for another invoice.
func (s *Service) VoidInvoice(ctx context.Context, who access.Actor, c id.Client, invoice id.Invoice, in VoidForm) error {
	return s.db.Write(ctx, who, access.MakeInvoice.On(c), func(tx *db.Tx) error {
		if in.Reason == "" {
			return errWhyNotVoid
		}
		b, err := BillTx(ctx, &tx.View, invoice)
		switch {
		case err != nil:
			return err
		case b.VoidedAt != nil:
			return errVoided
		case b.Paid() != 0:
			return errPaid
		}
		return updateVoided(ctx, tx, invoice, in.Reason)
	})
}
