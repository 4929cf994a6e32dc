package billing

import (
	"context"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Methods are the ways to pay, in the order in which they are offered.
var Methods = []string{"card", "cash", "transfer", "cheque"}

// PaymentForm is what was typed when money came.
type PaymentForm struct {
	Visit     string `form:"visit"` // its number; empty is on account
	Amount    string `form:"amount"`
	Method    string `form:"method"`
	Reference string `form:"reference"` // the end of a card, the number of a cheque
}

// Payment is money that came, and what became of it.
type Payment struct {
	ID          id.Payment
	EntryID     id.Entry
	VisitID     id.Visit // zero is on account
	ClaimID     id.Claim // that a payer answered; zero where the client paid
	Payer       string
	Method      string
	Cents       Cents
	Reference   string
	ReceivedAt  time.Time
	TakenBy     string
	ReversedAt  *time.Time
	ReversedBy  string
	ReversedWhy string
}

// TakePayment writes down money that came. It pays the visit's charges first,
// then the oldest that are open; what is left stays as credit. Before the visit
// is charged all of it is credit, which its charges use when they are posted.
func (s *Service) TakePayment(ctx context.Context, who access.Actor, c id.Client, in PaymentForm) (id.Payment, error) {
	return db.Make(ctx, s.db, who, access.TakePayment.On(c), func(tx *db.Tx) (id.Payment, error) {
		t, err := findTerms(ctx, &tx.View)
		if err != nil {
			return 0, err
		}
		p, err := in.check(t.Currency)
		if err != nil {
			return 0, err
		}
		lines, err := put(ctx, tx, p)
		if err != nil {
			return 0, err
		}
		if p.EntryID, err = post(ctx, tx, entry{kind: "payment", visit: p.VisitID, lines: lines}); err != nil {
			return 0, err
		}
		return insertPayment(ctx, tx, p)
	})
}

// put says where a payment goes: money in, charges paid, the rest credit.
func put(ctx context.Context, tx *db.Tx, p Payment) ([]line, error) {
	in := line{Side(p.Method), 0, p.Cents}
	if p.VisitID != 0 {
		v, err := findVisit(ctx, &tx.View, p.VisitID)
		if err != nil {
			return nil, err
		}
		if !v.Charged && !v.Free {
			return []line{in, {Credit, 0, -p.Cents}}, nil
		}
	}
	charges, err := listOwed(ctx, &tx.View, p.VisitID)
	if err != nil {
		return nil, err
	}
	paid, rest := spread(p.Cents, charges)
	return append(append([]line{in}, paid...), line{Credit, 0, -rest}), nil
}

func (in PaymentForm) check(currency string) (Payment, error) {
	var c fault.Check
	p := Payment{Method: in.Method, Reference: in.Reference}
	var wrong string
	p.Cents, wrong = ParseCents(in.Amount, currency)
	c.Unless(wrong == "", "amount", wrong)
	c.Unless(p.Cents > 0, "amount", "Write how much was paid.")
	c.Unless(slices.Contains(Methods, in.Method), "method", "Choose how it was paid.")
	c.Unless(len(in.Reference) <= 100, "reference", "Keep the reference under 100 letters.")
	if in.Visit != "" {
		visit, err := id.Parse[id.Visit](in.Visit)
		c.Unless(err == nil, "visit", "Choose what the payment is for.")
		p.VisitID = visit
	}
	return p, c.Fault()
}

// UseCredit puts the client's credit to what is open, the oldest first.
func (s *Service) UseCredit(ctx context.Context, who access.Actor, c id.Client) error {
	return s.db.Write(ctx, who, access.TakePayment.On(c), func(tx *db.Tx) error {
		return allocate(ctx, tx, 0, MostCents)
	})
}

var (
	errReversed   = fault.New(fault.Conflict, "This payment was reversed before. Nothing was changed.")
	errWhyReverse = &fault.Fault{
		Kind: fault.Invalid, Message: "The payment stands as it was. Say why it is reversed.",
		Fields: map[string]string{"reason": "Say why, such as: wrong patient, card refused."},
	}
)

// ReverseForm says why a payment is taken back.
type ReverseForm struct {
	Reason string `form:"reason"`
}

// ReversePayment takes a payment back by the opposite entry, once. What it paid
// is owed again. Where its credit was used meanwhile, that use is reversed first,
// the latest before the earlier.
func (s *Service) ReversePayment(ctx context.Context, who access.Actor, c id.Client, payment id.Payment, in ReverseForm) error {
	return s.db.Write(ctx, who, access.ReversePayment.On(c), func(tx *db.Tx) error {
		if in.Reason == "" {
			return errWhyReverse
		}
		p, err := findPayment(ctx, &tx.View, payment)
		if err != nil {
			return err
		}
		if p.ReversedAt != nil {
			return errReversed
		}
		if p.ClaimID != 0 {
			if err := undoWriteOffs(ctx, tx, p.VisitID, 0, "The payer’s payment was reversed: "+in.Reason); err != nil {
				return err
			}
		}
		spare, err := freeCredit(ctx, tx, p, in.Reason)
		if err != nil {
			return err
		}
		if err := reverse(ctx, tx, p.EntryID, p.VisitID, in.Reason); err != nil {
			return err
		}
		if p.ClaimID != 0 {
			return askAnew(ctx, tx, p.VisitID, p.Payer+"’s payment was reversed: "+in.Reason)
		}
		return allocate(ctx, tx, 0, spare)
	})
}

// freeCredit reverses uses of credit until the payment's credit can be taken
// back, and says how much more than that it freed.
func freeCredit(ctx context.Context, tx *db.Tx, p Payment, why string) (spare Cents, err error) {
	short, err := findShort(ctx, &tx.View, p.EntryID)
	if err != nil || short <= 0 {
		return 0, err
	}
	used, err := listUsed(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	for _, u := range used {
		if short <= 0 {
			break
		}
		if err := reverse(ctx, tx, u.EntryID, u.VisitID, why); err != nil {
			return 0, err
		}
		short -= u.Cents
	}
	return -short, nil
}

// reverse posts the opposite of an entry. What the client paid of a part that they
// owe no more becomes their credit.
func reverse(ctx context.Context, tx *db.Tx, n id.Entry, visit id.Visit, why string) error {
	r, err := insertEntry(ctx, tx, entry{kind: "reversal", visit: visit, memo: why, reverses: n})
	if db.Broke(err, "entry_reversed_once") {
		return errReversed
	}
	if err != nil {
		return err
	}
	if err := insertOpposite(ctx, tx, r, n); err != nil {
		return err
	}
	return insertOverpaid(ctx, tx, r)
}
