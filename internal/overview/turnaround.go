package overview

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Turnaround is how long a clinician takes to sign, over visits of the span.
type Turnaround struct {
	StaffID   id.Staff
	Clinician string
	Signed    int
	Median    time.Duration // from the visit's end to the signature
	Late      int           // notes past the target now that nobody put off
	Listed    int           // those of them that the reader's worklist shows
	Cents     int64         // that these hold up
}

// TurnaroundsTx reads every clinician's of the days from from until before to,
// the most held first.
func TurnaroundsTx(ctx context.Context, v *db.View, from, to civil.Date) ([]Turnaround, error) {
	behind, err := listDirty(ctx, v, from)
	if err != nil {
		return nil, err
	}
	rows, err := listTurnarounds(ctx, v, from, to, behind)
	out := make([]Turnaround, len(rows))
	for i, r := range rows {
		out[i] = Turnaround{r.StaffID, r.Clinician, r.Signed, time.Duration(r.Seconds) * time.Second, r.Late, r.Listed, r.Cents}
	}
	return out, err
}
