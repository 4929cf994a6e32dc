package billing

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// AskTx asks for what a charged visit costs: the client by an invoice where all
// is theirs, the payer by a claim where the visit is insured. A visit without
// charges asks nobody. The copay of an insured visit is taken at check-out.
func AskTx(ctx context.Context, tx *db.Tx, visit id.Visit) error {
	v, err := findVisit(ctx, &tx.View, visit)
	if err != nil || !v.Charged {
		return err
	}
	if v.CoverageID != nil {
		return insertClaim(ctx, tx, v)
	}
	_, err = invoiceVisit(ctx, tx, visit)
	return err
}

// invoiceVisit asks the client for their part of what no invoice asks for yet.
func invoiceVisit(ctx context.Context, tx *db.Tx, visit id.Visit) ([]id.Invoice, error) {
	t, err := findTerms(ctx, &tx.View)
	if err != nil {
		return nil, err
	}
	issued, err := t.today(tx.Now())
	if err != nil {
		return nil, err
	}
	return insertInvoice(ctx, tx, visit, issued, issued.Add(t.InvoiceDays))
}

// terms are the practice's: when an invoice is due, where its days begin, and in
// which money it is.
type terms struct {
	InvoiceDays int
	Zone        string
	Currency    string
}

func (t terms) today(now time.Time) (civil.Date, error) {
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		return civil.Date{}, err
	}
	return civil.Of(now, zone), nil
}
