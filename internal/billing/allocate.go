package billing

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// owed is a charge with something left for the client to pay.
type owed struct {
	ChargeID id.Charge
	Cents    Cents
}

// spread puts an amount to charges in their order: the lines that pay them, and
// what is left over.
func spread(amount Cents, charges []owed) (lines []line, rest Cents) {
	for _, c := range charges {
		part := min(amount, c.Cents)
		if part == 0 {
			break
		}
		lines = append(lines, line{ClientOwes, c.ChargeID, -part})
		amount -= part
	}
	return lines, amount
}

// allocate puts up to an amount of the client's credit to what is open: the
// charges of the visit first, then the oldest. No visit is the oldest first.
func allocate(ctx context.Context, tx *db.Tx, visit id.Visit, upTo Cents) error {
	credit, err := creditOf(ctx, &tx.View)
	if err != nil || min(credit, upTo) <= 0 {
		return err
	}
	charges, err := listOwed(ctx, &tx.View, visit)
	if err != nil {
		return err
	}
	amount := min(credit, upTo)
	lines, rest := spread(amount, charges)
	if rest == amount {
		return nil
	}
	lines = append(lines, line{Credit, 0, amount - rest})
	_, err = post(ctx, tx, entry{kind: "allocation", visit: visit, lines: lines})
	return err
}
