package clients

import (
	"context"
	"slices"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// ErrDouble refuses a new file that looks like one that is there.
var ErrDouble = fault.New(fault.Conflict, "A file like this one is there already. Open it, or create this one anyway if it is somebody else.")

// Double is ErrDouble with the files that look the same.
type Double struct{ Matches []Found }

func (d *Double) Error() string { return ErrDouble.Message }
func (d *Double) Unwrap() error { return ErrDouble }

// refuseDouble looks for the same person: the same birth date, phone or mail with a
// like name, spelling and order forgiven; the same whole name, unless both birth
// dates are known and differ by more than a slip (mistyped); the same phone by its
// last seven digits, as it is with and without its country code, with the same
// family name or birth date.
func refuseDouble(ctx context.Context, tx *db.Tx, c Client) error {
	list, err := listMatches(ctx, &tx.View, c)
	if err != nil || len(list) == 0 {
		return err
	}
	return &Double{list}
}

// mistyped are the days that may have been meant by a birth date: itself, day and
// month the other way round, and each with one other digit.
func mistyped(birth civil.Date) (days []string) {
	if birth.IsZero() {
		return nil
	}
	written := birth.String()
	meant := []string{written, birth.Format("2006-02-01")}
	for i := range written {
		for digit := '0'; digit <= '9' && written[i] != '-'; digit++ {
			meant = append(meant, written[:i]+string(digit)+written[i+1:])
		}
	}
	return slices.DeleteFunc(meant, func(day string) bool {
		_, err := civil.Parse(day)
		return err != nil
	})
}

// phoneKey are the digits of a phone from its end, as they are looked for.
func phoneKey(phone string) string {
	digits := []rune(onlyDigits(phone))
	slices.Reverse(digits)
	return string(digits)
}
