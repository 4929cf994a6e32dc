package billing

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Account is a client's money: what is open, visit by visit, and every movement
// with the balance after it, the latest first.
type Account struct {
	Client    string // as they wish to be named
	Owed      Cents  // by the client
	Credit    Cents  // paid ahead
	Asked     Cents  // of payers
	Open      []OpenVisit
	Waiting   []Waiting // money that leaves once a second person approves
	Movements []Movement
	Older     id.Entry // from where the older ones go on; zero is none
}

// Balance is what the client owes after their credit; less than zero is credit.
func (a Account) Balance() Cents { return a.Owed - a.Credit }

// OpenVisit is a visit on which something is owed.
type OpenVisit struct {
	VisitID     id.Visit
	VisitType   string
	StartsLocal time.Time
	ClientCents Cents
	PayerCents  Cents
	Payer       string
	InvoiceID   id.Invoice // zero where none asks for it
	ClaimID     id.Claim
}

// Waiting is a refund or a write-off that waits for a second person.
type Waiting struct {
	ID      id.Giveback
	Kind    string
	Cents   Cents
	AskedAt time.Time
	AskedBy string
}

// Movement is an entry as the client's statement shows it.
type Movement struct {
	ID         id.Entry
	At         time.Time
	Kind       string
	Memo       string // why, of a reversal
	What       string // the service, of a charge and its reversal
	VisitID    id.Visit
	PaymentID  id.Payment  // also of its reversal
	ChargeID   id.Charge   // also of its reversal
	GivebackID id.Giveback // of a refund or write-off, and its reversal
	InvoiceID  id.Invoice
	Method     string
	Payer      string // who paid, where it was not the client
	Paid       Cents  // that came with a payment
	Reference  string
	By         string
	Cents      Cents // what it added to the client's balance
	Used       Cents // credit that it put to charges
	PayerCents Cents // what it added to what payers owe
	Reversed   bool
	Reverses   string // the kind of entry that a reversal takes back
	Balance    Cents
}

// movements is how many stand on one page of the statement.
const movements = 50

// OpenAccount reads a client's account; before is the last movement already
// shown, or zero.
func (s *Service) OpenAccount(ctx context.Context, who access.Actor, c id.Client, before id.Entry) (a Account, err error) {
	err = s.db.Read(ctx, who, access.OpenAccount.On(c), func(v *db.View) error {
		if a, err = findAccount(ctx, v); err != nil {
			return err
		}
		if a.Open, err = listOpenVisits(ctx, v); err != nil {
			return err
		}
		if a.Waiting, err = listWaiting(ctx, v); err != nil {
			return err
		}
		a.Movements, err = listMovements(ctx, v, before, movements+1)
		if len(a.Movements) > movements {
			a.Movements = a.Movements[:movements]
			a.Older = a.Movements[movements-1].ID
		}
		return err
	})
	return a, err
}
