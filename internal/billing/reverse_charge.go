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

// Charge is a service that was charged, with all that came of it.
type Charge struct {
	ID          id.Charge
	EntryID     id.Entry
	VisitID     id.Visit
	Client      string // as they wish to be named
	VisitType   string
	StartsLocal time.Time
	Clinician   string
	Code        string
	Label       string
	Units       int
	Modifiers   string
	Diagnoses   []string
	Cents       Cents
	At          time.Time
	By          string
	ClientCents Cents       // what the client still owes of it
	PayerCents  Cents       // what the payer still owes of it
	InvoiceID   id.Invoice  // that asks for it; zero where none does
	Others      int         // charges that stand beside it on that invoice
	WriteOff    id.Giveback // of it that waits for a second person
	WrittenOff  bool        // a write-off of it stands
	Answered    bool        // a payer's answer for the visit stands
	Asked       Cents       // of the payer, for the whole visit
	ReversedAt  *time.Time
	ReversedBy  string
	ReversedWhy string
	Moves       []Move `db:"-"`
}

// Posted is a charge in the list of its visit.
type Posted struct {
	ID         id.Charge
	Code       string
	Label      string
	Units      int
	Modifiers  string
	Cents      Cents
	At         time.Time
	By         string
	ReversedAt *time.Time
}

// Move is an entry that moved what is owed on a charge.
type Move struct {
	At          time.Time
	Kind        string // charge, payment, allocation, write_off or reversal
	Reverses    string // the kind of entry that a reversal takes back
	PaymentID   id.Payment
	Method      string
	Payer       string // who paid, where it was not the client
	Memo        string
	By          string
	ClientCents Cents // what it added to the client's part
	PayerCents  Cents
	CreditCents Cents // less than zero: so much of what was paid became credit
}

// PaidByClient is what the client has paid of it, from money or from credit.
func (c Charge) PaidByClient() (paid Cents) {
	for _, m := range c.Moves {
		if m.Payer == "" && (m.Kind == "payment" || m.Kind == "allocation" || m.Reverses == "payment" || m.Reverses == "allocation") {
			paid -= m.ClientCents
		}
		paid += m.CreditCents
	}
	return paid
}

// OpenCharge reads a charge with all that moved it.
func (s *Service) OpenCharge(ctx context.Context, who access.Actor, c id.Client, charge id.Charge) (k Charge, err error) {
	err = s.db.Read(ctx, who, access.OpenAccount.On(c), func(v *db.View) error {
		k, err = chargeTx(ctx, v, charge)
		return err
	})
	return k, err
}

func chargeTx(ctx context.Context, v *db.View, charge id.Charge) (Charge, error) {
	k, err := findCharge(ctx, v, charge)
	if err != nil {
		return k, err
	}
	k.Moves, err = listMoves(ctx, v, charge)
	return k, err
}

var (
	errChargeReversed = fault.New(fault.Conflict, "This charge was reversed before. Nothing was changed.")
	errPayerPaid      = fault.New(fault.Conflict, "The payer has answered for this visit. Reverse the payer’s payment first, then the charge.")
	errWhyNoCharge    = &fault.Fault{
		Kind: fault.Invalid, Message: "The charge stands as it was. Say why it is reversed.",
		Fields: map[string]string{"reason": "Say why, such as: wrong service, charged twice."},
	}
)

// ReverseCharge takes a charge back by the opposite entry, once. What the client
// paid of it is their credit again. An invoice that asks for it is voided; where
// it asks for more than this, another one is made for the rest, and its number is
// the answer. A visit without a charge that stands is to be charged again.
func (s *Service) ReverseCharge(ctx context.Context, who access.Actor, c id.Client, charge id.Charge, in ReverseForm) (id.Invoice, error) {
	return db.Make(ctx, s.db, who, access.ReverseCharge.On(c), func(tx *db.Tx) (id.Invoice, error) {
		if in.Reason == "" {
			return 0, errWhyNoCharge
		}
		return reverseCharge(ctx, tx, charge, in.Reason)
	})
}

func reverseCharge(ctx context.Context, tx *db.Tx, charge id.Charge, reason string) (id.Invoice, error) {
	k, err := chargeTx(ctx, &tx.View, charge)
	switch {
	case err != nil:
		return 0, err
	case k.ReversedAt != nil:
		return 0, errChargeReversed
	case k.Answered:
		return 0, errPayerPaid
	}
	if err := undoWriteOffs(ctx, tx, k.VisitID, charge, "The charge was reversed: "+reason); err != nil {
		return 0, err
	}
	if err := reverse(ctx, tx, k.EntryID, k.VisitID, reason); err != nil {
		return 0, err
	}
	return replaceInvoice(ctx, tx, k.InvoiceID, "A charge on it was reversed: "+reason)
}

// replaceInvoice voids an invoice whose sum is not true any more, and asks anew
// for the charges on it that stand. Its answer is zero where there are none.
func replaceInvoice(ctx context.Context, tx *db.Tx, old id.Invoice, why string) (id.Invoice, error) {
	if old == 0 {
		return 0, nil
	}
	if err := updateVoided(ctx, tx, old, why); err != nil {
		return 0, err
	}
	t, err := findTerms(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	var issued civil.Date
	if issued, err = t.today(tx.Now()); err != nil {
		return 0, err
	}
	made, err := insertReplacement(ctx, tx, old, issued, issued.Add(t.InvoiceDays))
	if err != nil || len(made) == 0 {
		return 0, err
	}
	return made[0], nil
}
