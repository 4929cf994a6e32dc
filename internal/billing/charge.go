package billing

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Done is a service that was done at a visit, at the fee schedule's price.
type Done struct {
	ServiceID id.Service
	Code      string
	Label     string
	Units     int
	Modifiers string
	Cents     Cents // of one unit
}

// total is the price of all units.
func (d Done) total() Cents { return d.Cents * Cents(d.Units) }

// Visit is what billing must know of a visit: who pays for it.
type Visit struct {
	ID         id.Visit
	CoverageID *id.Coverage
	CopayCents Cents
	AskedCents Cents // the client's part of the charges that stand
	Charged    bool
	Reversed   bool // a charge of it was taken back, so that another may follow
	Free       bool
	NoteID     id.Note // zero is none
	SignedAt   *time.Time
}

// ChargeVisitTx posts what was done at a visit: revenue against what the client
// and the payer owe. Self-pay leaves all with the client; with a coverage the
// client owes the copay, from the first charges on, and the payer the rest.
// Money that the client paid ahead settles charges at once. A visit is charged
// once, and again for what was reversed; nothing done is nothing posted. Each
// charge has an entry of its own, so that it can be reversed alone.
func ChargeVisitTx(ctx context.Context, tx *db.Tx, visit id.Visit, note id.Note, done []Done, diagnoses []string) error {
	v, err := findVisit(ctx, &tx.View, visit)
	if err != nil || v.Charged && !v.Reversed || len(done) == 0 {
		return err
	}
	copay := max(v.CopayCents-v.AskedCents, 0)
	for _, d := range done {
		client := d.total()
		if v.CoverageID != nil {
			client = min(copay, d.total())
			copay -= client
		}
		if err := postCharge(ctx, tx, visit, note, d, diagnoses, client); err != nil {
			return err
		}
	}
	return allocate(ctx, tx, visit, MostCents)
}

// postCharge posts one charge: the client's part, and the rest for the payer.
func postCharge(ctx context.Context, tx *db.Tx, visit id.Visit, note id.Note, d Done, diagnoses []string, client Cents) error {
	n, err := insertEntry(ctx, tx, entry{kind: "charge", visit: visit})
	if err != nil {
		return err
	}
	c, err := insertCharge(ctx, tx, n, visit, note, d, diagnoses)
	if err != nil {
		return err
	}
	return insertLines(ctx, tx, n, []line{{ClientOwes, c, client}, {PayerOwes, c, d.total() - client}, {Revenue, c, -d.total()}})
}
