package overview

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// Kept is how a target was kept: of how many whose time was up, how many in time.
type Kept struct{ All, Within int }

// KeptTx counts, for each target whose records say so, those whose time was up
// since the instant, by the hours promised now. It has no entry for a target of
// which only the late ones leave a record: see keeping.
func KeptTx(ctx context.Context, v *db.View, targets map[string]Target, since time.Time) (map[string]Kept, error) {
	out := map[string]Kept{}
	for kind, rows := range keeping {
		k, err := countKept(ctx, v, rows, since, targets[kind].Hours)
		if err != nil {
			return nil, err
		}
		out[kind] = k
	}
	return out, nil
}
