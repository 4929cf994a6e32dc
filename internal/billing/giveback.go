package billing

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Giveback is money that leaves: credit paid back, or a balance written off.
// Above the practice's limit it waits for somebody else than who asked.
type Giveback struct {
	ID           id.Giveback
	Kind         string    // refund or write_off
	ChargeID     id.Charge // that is written off
	VisitID      id.Visit
	Code         string
	Label        string
	Client       string // as they wish to be named
	Method       string
	Reference    string
	Cents        Cents
	Reason       string
	AskedAt      time.Time
	AskedBy      string
	Asker        id.Staff
	NeedsTwo     bool
	ApprovedAt   *time.Time
	ApprovedBy   string
	WithdrawnAt  *time.Time
	WithdrawnBy  string
	WithdrawnWhy string
	EntryID      id.Entry // zero until it is done
	ReversedAt   *time.Time
	ReversedBy   string
	ReversedWhy  string
	Left         Cents // what there is to give: the client's credit, or what they owe of the charge
}

// The kinds of givebacks, as the ledger names their entries.
const (
	refund   = "refund"
	writeOff = "write_off"
)

// Waiting is true until somebody decides.
func (g Giveback) Waiting() bool { return g.EntryID == 0 && g.WithdrawnAt == nil }

// Stands is true while it has moved money.
func (g Giveback) Stands() bool { return g.EntryID != 0 && g.ReversedAt == nil }

var (
	errNotWaiting = fault.New(fault.Conflict, "This was decided before. Nothing was changed.")
	errNotSelf    = fault.New(fault.Conflict, "You asked for this yourself. Above the limit somebody else has to approve it.")
	errTooLittle  = fault.New(fault.Conflict, "There is less to give back by now than was asked for. Withdraw it, and ask for what is left.")
)

// OpenGiveback reads one.
func (s *Service) OpenGiveback(ctx context.Context, who access.Actor, c id.Client, n id.Giveback) (g Giveback, err error) {
	err = s.db.Read(ctx, who, access.OpenRefund.On(c), func(v *db.View) error {
		g, err = findGiveback(ctx, v, n)
		return err
	})
	return g, err
}

// ask writes down what is to be given back, and does it at once where one person
// may do so alone.
func ask(ctx context.Context, tx *db.Tx, g Giveback) (id.Giveback, error) {
	n, err := insertGiveback(ctx, tx, g)
	if err != nil {
		return 0, err
	}
	if g, err = findGiveback(ctx, &tx.View, n); err != nil || g.NeedsTwo {
		return n, err
	}
	return n, give(ctx, tx, g, 0)
}

// give moves the money. The schema refuses it above the limit without somebody
// else who approved.
func give(ctx context.Context, tx *db.Tx, g Giveback, approver id.Staff) error {
	if g.Left < g.Cents {
		return errTooLittle
	}
	lines := []line{{Credit, 0, g.Cents}, {Side(g.Method), 0, -g.Cents}}
	if g.Kind == writeOff {
		lines = []line{{ClientOwes, g.ChargeID, -g.Cents}, {Adjustment, g.ChargeID, g.Cents}}
	}
	n, err := post(ctx, tx, entry{kind: g.Kind, visit: g.VisitID, memo: g.Reason, lines: lines})
	if err != nil {
		return err
	}
	return updateGiven(ctx, tx, g.ID, n, approver)
}

// Approve has a giveback done that somebody else asked for.
func (s *Service) Approve(ctx context.Context, who access.Actor, c id.Client, n id.Giveback) error {
	return s.db.Write(ctx, who, access.ApproveRefund.On(c), func(tx *db.Tx) error {
		g, err := findGiveback(ctx, &tx.View, n)
		switch {
		case err != nil:
			return err
		case !g.Waiting():
			return errNotWaiting
		case g.Asker == who.Staff():
			return errNotSelf
		}
		return give(ctx, tx, g, who.Staff())
	})
}

// WithdrawForm says why a giveback does not happen.
type WithdrawForm struct {
	Reason string `form:"reason"`
}

// Withdraw takes back what waits for a second person.
func (s *Service) Withdraw(ctx context.Context, who access.Actor, c id.Client, n id.Giveback, in WithdrawForm) error {
	return s.db.Write(ctx, who, access.WithdrawRefund.On(c), func(tx *db.Tx) error {
		if in.Reason == "" {
			return why("It waits as before. Say why it does not happen.", "Say why, such as: the patient wants to keep it as credit.")
		}
		g, err := findGiveback(ctx, &tx.View, n)
		switch {
		case err != nil:
			return err
		case !g.Waiting():
			return errNotWaiting
		}
		return updateWithdrawn(ctx, tx, n, in.Reason)
	})
}

// ReverseGiveback takes back what was done: the credit is there again, or the
// client owes again.
func (s *Service) ReverseGiveback(ctx context.Context, who access.Actor, c id.Client, n id.Giveback, in ReverseForm) error {
	return s.db.Write(ctx, who, access.ReverseRefund.On(c), func(tx *db.Tx) error {
		if in.Reason == "" {
			return why("It stands as it was. Say why it is reversed.", "Say why, such as: the cheque came back.")
		}
		g, err := findGiveback(ctx, &tx.View, n)
		switch {
		case err != nil:
			return err
		case !g.Stands():
			return errNotWaiting
		}
		return reverse(ctx, tx, g.EntryID, g.VisitID, in.Reason)
	})
}

func why(message, field string) *fault.Fault {
	return &fault.Fault{Kind: fault.Invalid, Message: message, Fields: map[string]string{"reason": field}}
}

// undoWriteOffs takes back the write-offs of a visit, or of one of its charges,
// before what they were of goes: those that wait are withdrawn.
func undoWriteOffs(ctx context.Context, tx *db.Tx, visit id.Visit, charge id.Charge, reason string) error {
	all, err := listWriteOffs(ctx, &tx.View, visit, charge)
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.EntryID == 0 {
			err = updateWithdrawn(ctx, tx, w.ID, reason)
		} else {
			err = reverse(ctx, tx, w.EntryID, visit, reason)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
