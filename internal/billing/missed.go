package billing

import (
	"context"
	"errors"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Missed is why a visit that did not take place may cost something.
type Missed string

// They did not come, or said so too late.
const (
	NoShow        Missed = "no_show"
	LateCancelled Missed = "late"
)

// MissedFee is what was decided about a visit that was missed.
type MissedFee struct {
	Cents Cents // what was charged; zero is nothing
	First bool  // it was let off as the client's first
}

// missedPolicy is what the kind of visit asks; without a service it asks nothing.
type missedPolicy struct {
	ServiceID id.Service
	Code      string
	Label     string
	Cents     Cents
	FirstFree bool
	Before    bool // the client missed another visit before
	Decided   bool // for this one it was decided already
}

// ChargeMissedTx asks for a visit that was missed or cancelled late what its kind of
// visit says, once: a charge that the client owes whole, whoever pays for visits, on an
// invoice of its own. The practice takes it back as any other charge.
func ChargeMissedTx(ctx context.Context, tx *db.Tx, visit id.Visit, why Missed) (f MissedFee, err error) {
	p, err := findMissedPolicy(ctx, &tx.View, visit, why)
	if errors.Is(err, db.ErrNone) || err == nil && p.Decided {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	if p.FirstFree && !p.Before {
		return MissedFee{First: true}, insertMissedFee(ctx, tx, visit, why, 0)
	}
	d := Done{ServiceID: p.ServiceID, Code: p.Code, Label: p.Label, Units: 1, Cents: p.Cents}
	n, err := insertEntry(ctx, tx, entry{kind: "charge", visit: visit})
	if err != nil {
		return f, err
	}
	c, err := insertCharge(ctx, tx, n, visit, 0, d, nil)
	if err != nil {
		return f, err
	}
	if err := insertLines(ctx, tx, n, []line{{ClientOwes, c, d.Cents}, {Revenue, c, -d.Cents}}); err != nil {
		return f, err
	}
	if err := insertMissedFee(ctx, tx, visit, why, c); err != nil {
		return f, err
	}
	if err := allocate(ctx, tx, visit, MostCents); err != nil {
		return f, err
	}
	_, err = invoiceVisit(ctx, tx, visit)
	return MissedFee{Cents: d.Cents}, err
}

// UnchargeMissedTx takes back what was asked for a visit that was not missed after all:
// its charge is reversed, if nobody did so before, and its invoice voided. What was
// paid of it is the client's credit.
func UnchargeMissedTx(ctx context.Context, tx *db.Tx, visit id.Visit, reason string) error {
	charge, err := deleteMissedFee(ctx, tx, visit)
	if errors.Is(err, db.ErrNone) || err == nil && charge == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = reverseCharge(ctx, tx, charge, reason)
	if errors.Is(err, errChargeReversed) {
		return nil
	}
	return err
}
