package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// ErrDouble refuses a new file that looks like one that is there.
var ErrDouble = fault.New(fault.Conflict, "A file like this one is there already. Open it, or create this one anyway if it is somebody else.")

// Double is ErrDouble with the files that look the same.
type Double struct{ Matches []Found }

func (d *Double) Error() string { return ErrDouble.Message }
func (d *Double) Unwrap() error { return ErrDouble }

// refuseDouble looks for the same person: the same phone or mail with a like
// name, or the same birth date with a like name, spelling and order forgiven.
func refuseDouble(ctx context.Context, tx *db.Tx, c Client) error {
	list, err := listMatches(ctx, &tx.View, c)
	if err != nil || len(list) == 0 {
		return err
	}
	return &Double{list}
}
