package billing

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// RefundForm is what was typed to pay credit back.
type RefundForm struct {
	Amount    string `form:"amount"`
	Method    string `form:"method"`
	Reference string `form:"reference"`
	Reason    string `form:"reason"`
}

// Refund pays credit back, or asks for a second person where that is above the
// limit.
func (s *Service) Refund(ctx context.Context, who access.Actor, c id.Client, in RefundForm) (id.Giveback, error) {
	return db.Make(ctx, s.db, who, access.MakeRefund.On(c), func(tx *db.Tx) (id.Giveback, error) {
		t, err := findTerms(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		credit, err := creditOf(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		g, err := in.check(t.Currency, credit)
		if err != nil {
			return 0, err
		}
		return ask(ctx, tx, g)
	})
}

func (in RefundForm) check(currency string, credit Cents) (Giveback, error) {
	var c fault.Check
	cents, wrong := ParseCents(in.Amount, currency)
	c.Unless(wrong == "", "amount", wrong)
	c.Unless(cents > 0, "amount", "Write how much is paid back.")
	c.Unless(cents <= credit, "amount", "The credit is "+credit.Typed()+". No more than that can be paid back.")
	c.Unless(slices.Contains(Methods, in.Method), "method", "Choose how it is paid back.")
	c.Unless(len(in.Reference) <= 100, "reference", "Keep the reference under 100 letters.")
	c.Unless(in.Reason != "", "reason", "Say why, such as: the visit was cancelled.")
	return Giveback{Kind: refund, Method: in.Method, Reference: in.Reference, Cents: cents, Reason: in.Reason}, c.Fault()
}

// WriteOffForm says why a balance is written off.
type WriteOffForm struct {
	Reason string `form:"reason"`
}

var (
	errNothingLeft = fault.New(fault.Conflict, "The patient owes nothing of this charge. There is nothing to write off.")
	errPayerFirst  = fault.New(fault.Conflict, "The payer has not answered for this visit, and the patient’s part may change. Write off what is left afterwards.")
	errWriteWaits  = fault.New(fault.Conflict, "Writing this off waits for a second person already.")
)

// WriteOff gives up what the client still owes of a charge, or asks for a second
// person where that is above the limit. While the payer owes for the visit, what
// the client owes may still change, and nothing is written off.
func (s *Service) WriteOff(ctx context.Context, who access.Actor, c id.Client, charge id.Charge, in WriteOffForm) (id.Giveback, error) {
	return db.Make(ctx, s.db, who, access.WriteOff.On(c), func(tx *db.Tx) (id.Giveback, error) {
		if in.Reason == "" {
			return 0, why("What is owed stands as it was. Say why it is written off.", "Say why, such as: cannot be collected, agreed with the patient.")
		}
		k, err := chargeTx(ctx, &tx.View, charge)
		if err != nil {
			return 0, err
		}
		asked, err := findAskedOfPayer(ctx, &tx.View, k.VisitID)
		switch {
		case err != nil:
			return 0, err
		case asked > 0:
			return 0, errPayerFirst
		case k.ClientCents <= 0:
			return 0, errNothingLeft
		case k.WriteOff != 0:
			return 0, errWriteWaits
		}
		return ask(ctx, tx, Giveback{Kind: writeOff, ChargeID: charge, Cents: k.ClientCents, Reason: in.Reason})
	})
}

// LimitForm is how much one person may give back alone, as typed.
type LimitForm struct {
	Amount string `form:"amount"`
}

// FindLimit answers how much one person may give back alone.
func (s *Service) FindLimit(ctx context.Context, who access.Actor) (f LimitForm, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		cents, err := findLimit(ctx, v)
		f.Amount = cents.Typed()
		return err
	})
	return f, err
}

// SetLimit sets it for what is asked from now on.
func (s *Service) SetLimit(ctx context.Context, who access.Actor, f LimitForm) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		var c fault.Check
		cents, wrong := ParseCents(f.Amount, "")
		c.Unless(wrong == "", "amount", wrong)
		if err := c.Fault(); err != nil {
			return err
		}
		return saveLimit(ctx, tx, cents)
	})
}
