package billing

import (
	"context"
	"fmt"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// PayerPaymentForm is what a payer answered to a claim, as its statement says:
// what it paid, what the contract takes off, and what it leaves to the patient.
// Together they are what was charged. What is left empty is nothing.
type PayerPaymentForm struct {
	Paid       string `form:"paid"`
	Adjustment string `form:"adjustment"`
	Patient    string `form:"patient"`
	Method     string `form:"method"`
	Reference  string `form:"reference"` // of the transfer, the number of the cheque
}

// Answer is what a payer answered to a claim, and what became of it.
type Answer struct {
	Payment
	Adjustment Cents
	Patient    Cents // the client's part of the visit after it
}

// remittance is the answer, checked.
type remittance struct {
	paid, adjustment, patient Cents
	method, reference         string
}

// share is a charge between its client and its payer.
type share struct {
	ChargeID id.Charge
	Cents    Cents // what was charged
	Payer    Cents // what the payer still owes of it
}

var errNothingAsked = fault.New(fault.Conflict, "The payer owes nothing for this visit any more. Reverse its payment first if the answer was wrong.")

// TakePayerPayment writes down what a payer answered to a claim. The payer then
// owes nothing for the visit, and the client what was left to them: credit pays it
// at once, what they had paid beyond it becomes credit, and an invoice asks for
// the rest.
func (s *Service) TakePayerPayment(ctx context.Context, who access.Actor, c id.Client, claim id.Claim, in PayerPaymentForm) (id.Payment, error) {
	return db.Make(ctx, s.db, who, access.TakePayerPayment.On(c), func(tx *db.Tx) (id.Payment, error) {
		k, err := findClaim(ctx, &tx.View, claim)
		if err != nil {
			return 0, err
		}
		if k.Open <= 0 {
			return 0, errNothingAsked
		}
		shares, err := listShares(ctx, &tx.View, k.VisitID)
		if err != nil {
			return 0, err
		}
		t, err := findTerms(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		r, err := in.check(t.Currency, shares)
		if err != nil {
			return 0, err
		}
		return takeAnswer(ctx, tx, k, r, shares)
	})
}

func takeAnswer(ctx context.Context, tx *db.Tx, k Claim, r remittance, shares []share) (id.Payment, error) {
	n, err := post(ctx, tx, entry{kind: "payment", visit: k.VisitID, lines: r.lines(shares)})
	if err != nil {
		return 0, err
	}
	if err := insertOverpaid(ctx, tx, n); err != nil {
		return 0, err
	}
	p, err := insertPayment(ctx, tx, Payment{EntryID: n, VisitID: k.VisitID, ClaimID: k.ID, Method: r.method, Cents: r.paid, Reference: r.reference})
	if err != nil {
		return 0, err
	}
	if err := allocate(ctx, tx, k.VisitID, MostCents); err != nil {
		return 0, err
	}
	return p, askAnew(ctx, tx, k.VisitID, k.Payer+" has answered, and the part to pay is another.")
}

// lines spreads the answer over the charges in their order: the patient's part
// first, then what was paid; the contract takes off the rest of each.
func (r remittance) lines(shares []share) []line {
	out := []line{{Side(r.method), 0, r.paid}}
	patientLeft, paidLeft := r.patient, r.paid
	for _, s := range shares {
		patient := min(patientLeft, s.Cents)
		paid := min(paidLeft, s.Cents-patient)
		patientLeft, paidLeft = patientLeft-patient, paidLeft-paid
		out = append(
			out,
			line{PayerOwes, s.ChargeID, -s.Payer},
			line{ClientOwes, s.ChargeID, patient - (s.Cents - s.Payer)},
			line{Adjustment, s.ChargeID, s.Cents - patient - paid},
		)
	}
	return out
}

func (in PayerPaymentForm) check(currency string, shares []share) (remittance, error) {
	var c fault.Check
	r := remittance{method: in.Method, reference: in.Reference}
	for _, f := range []struct {
		field, typed string
		into         *Cents
	}{{"paid", in.Paid, &r.paid}, {"adjustment", in.Adjustment, &r.adjustment}, {"patient", in.Patient, &r.patient}} {
		if f.typed == "" {
			continue
		}
		cents, wrong := ParseCents(f.typed, currency)
		c.Unless(wrong == "", f.field, wrong)
		*f.into = cents
	}
	c.Unless(slices.Contains(Methods, in.Method), "method", "Choose how it was paid.")
	c.Unless(len(in.Reference) <= 100, "reference", "Keep the reference under 100 letters.")
	var charged Cents
	for _, s := range shares {
		charged += s.Cents
	}
	if err := c.Fault(); err != nil {
		return r, err
	}
	sum := r.paid + r.adjustment + r.patient
	c.Unless(sum == charged, "paid", fmt.Sprintf("The three come to %s, and %s was charged. They must be the same.", sum.Typed(), charged.Typed()))
	return r, c.Fault()
}

// askAnew makes the invoices of a visit true again after the client's part of it
// changed: one that asks for another sum is voided and made anew, and what none
// asks for is put on one, where something is owed.
func askAnew(ctx context.Context, tx *db.Tx, visit id.Visit, why string) error {
	stale, err := listStale(ctx, &tx.View, visit)
	if err != nil {
		return err
	}
	for _, old := range stale {
		if _, err := replaceInvoice(ctx, tx, old, why); err != nil {
			return err
		}
	}
	owed, err := findOwedFor(ctx, &tx.View, visit)
	if err != nil || owed <= 0 {
		return err
	}
	_, err = invoiceVisit(ctx, tx, visit)
	return err
}
