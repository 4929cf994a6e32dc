package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// FollowCoverageTx has the visits of a client of the act paid by what the file says
// now: the first coverage that is active on the day, or the client. A visit for
// which somebody chose, and one that was charged, keep who pays.
func FollowCoverageTx(ctx context.Context, tx *db.Tx, c id.Client) error {
	return followCoverage(ctx, tx, c)
}

// ChoosePayerTx says who pays for a visit: a coverage's number, SelfPay, or
// empty to follow the file again. Once it is charged, what was asked of one is
// not asked of another by a choice: that is a Conflict.
func ChoosePayerTx(ctx context.Context, tx *db.Tx, i id.Visit, choice string) error {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	if err := v.open(); err != nil {
		return err
	}
	charged, err := isCharged(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	if charged {
		return fault.New(fault.Conflict, "This visit is charged. On its claim another coverage can be billed; a wrong charge is reversed.")
	}
	switch choice {
	case "":
		if err := setPayer(ctx, tx, i, 0, false); err != nil {
			return err
		}
		return followCoverage(ctx, tx, tx.Client())
	case SelfPay:
		return setPayer(ctx, tx, i, 0, true)
	}
	var c fault.Check
	coverage := number[id.Coverage](&c, choice, "coverage", "Choose one of the coverages, or self-pay.")
	if err := c.Fault(); err != nil {
		return err
	}
	return PayByTx(ctx, tx, i, coverage)
}

// PayByTx has a visit paid by a coverage of the act's client that is active on
// the visit's day; any other is Invalid under coverage.
func PayByTx(ctx context.Context, tx *db.Tx, i id.Visit, coverage id.Coverage) error {
	v, err := findVisit(ctx, &tx.View, i)
	if err != nil {
		return err
	}
	if _, err := findCoverage(ctx, tx, coverage, v.StartsLocal); err != nil {
		return absent(err, "coverage", "This coverage has ended, or does not cover the day of the visit. Correct its dates, or choose another one.")
	}
	return setPayer(ctx, tx, i, coverage, true)
}
