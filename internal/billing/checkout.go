package billing

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Till is a visit's money as the desk needs it when the client leaves.
type Till struct {
	Visit
	Client      string
	VisitType   string
	StartsLocal time.Time
	Payer       string // empty for self-pay
	FeeCents    Cents  // of the visit type, until it is charged
	Asked       Cents  // the client's part of the charges
	Open        Cents  // what is left of it
	PaidAhead   Cents  // payments for this visit that stand
	Elsewhere   Cents  // what the client owes for other visits
	Credit      Cents
	InvoiceID   id.Invoice
	ClaimID     id.Claim
	FreeWhy     string
	Payments    []Payment
	Charges     []Posted
}

// Today is what to ask for when the client leaves: what is open once the visit
// is charged; before, the copay or the fee, less what was paid ahead.
func (t Till) Today() Cents {
	switch {
	case t.Charged:
		return t.Open
	case t.Free:
		return 0
	case t.CoverageID != nil:
		return max(t.CopayCents-t.PaidAhead, 0)
	}
	return max(t.FeeCents-t.PaidAhead, 0)
}

// TillTx reads a visit of the act's client for check-out.
func TillTx(ctx context.Context, v *db.View, visit id.Visit) (t Till, err error) {
	if t, err = findTill(ctx, v, visit); err != nil {
		return t, err
	}
	if t.Visit, err = findVisit(ctx, v, visit); err != nil {
		return t, err
	}
	if t.Charges, err = listCharges(ctx, v, visit); err != nil {
		return t, err
	}
	t.Payments, err = listPayments(ctx, v, visit)
	for _, p := range t.Payments {
		if p.ReversedAt == nil {
			t.PaidAhead += p.Cents
		}
	}
	return t, err
}

// ChargeSheet is what is needed to charge a visit by hand: the visit and the
// services that may be chosen.
type ChargeSheet struct {
	Till
	Fees      []Fee // open ones
	Diagnoses []string
}

// ChargeSheetTx reads a visit of the act's client for charging by hand.
func ChargeSheetTx(ctx context.Context, v *db.View, visit id.Visit) (s ChargeSheet, err error) {
	if s.Till, err = TillTx(ctx, v, visit); err != nil {
		return s, err
	}
	if s.Diagnoses, err = listDiagnoses(ctx, v, s.NoteID); err != nil {
		return s, err
	}
	all, err := listFees(ctx, v)
	for _, f := range all {
		if !f.Closed {
			s.Fees = append(s.Fees, f)
		}
	}
	return s, err
}
