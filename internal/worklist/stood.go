package worklist

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// Stood is how lines of one kind came and went since an instant.
type Stood struct {
	Kind   string
	Lines  int           // that came
	Open   int           // of them, still standing
	Median time.Duration // until those that left had
}

// StoodTx counts the lines of each kind that came since the instant.
func StoodTx(ctx context.Context, v *db.View, since time.Time) (map[string]Stood, error) {
	rows, err := listStood(ctx, v, since)
	out := map[string]Stood{}
	for _, r := range rows {
		out[r.Kind] = Stood{r.Kind, r.Lines, r.Open, time.Duration(r.Seconds) * time.Second}
	}
	return out, err
}
