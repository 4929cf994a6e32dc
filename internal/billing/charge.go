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
	Charged    bool
	Free       bool
	NoteID     id.Note // zero is none
	SignedAt   *time.Time
}

// ChargeVisitTx posts what was done at a visit: revenue against what the client
// and the payer owe. Self-pay leaves all with the client; with a coverage the
// client owes the copay, from the first charges on, and the payer the rest.
// Money that the client paid ahead settles charges at once. A visit is charged
// once; nothing done is nothing posted.
func ChargeVisitTx(ctx context.Context, tx *db.Tx, visit id.Visit, note id.Note, done []Done, diagnoses []string) error {
	v, err := findVisit(ctx, &tx.View, visit)
	if err != nil || v.Charged || len(done) == 0 {
		return err
	}
	n, err := insertEntry(ctx, tx, entry{kind: "charge", visit: visit})
	if err != nil {
		return err
	}
	copay := v.CopayCents
	var lines []line
	for _, d := range done {
		c, err := insertCharge(ctx, tx, n, visit, note, d, diagnoses)
		if err != nil {
			return err
		}
		client := d.total()
		if v.CoverageID != nil {
			client = min(copay, d.total())
			copay -= client
		}
		lines = append(lines, line{ClientOwes, c, client}, line{PayerOwes, c, d.total() - client}, line{Revenue, c, -d.total()})
	}
	if err := insertLines(ctx, tx, n, lines); err != nil {
		return err
	}
	return allocate(ctx, tx, visit, MostCents)
}
