package docs

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// choices reads what the draft names: codes that a claim may carry, and
// services of the fee schedule, closed ones only where the note has them.
func choices(ctx context.Context, v *db.View, n Note, d Draft) (list, error) {
	codes, err := listBillable(ctx, v, append([]string{d.Diagnosis}, d.Diagnoses...))
	if err != nil {
		return list{}, err
	}
	fees, err := listFees(ctx, v)
	if err != nil {
		return list{}, err
	}
	l := list{codes: map[string]Diagnosis{}, fees: map[id.Service]Done{}}
	for _, c := range codes {
		l.codes[c.Code] = c
	}
	for _, f := range append(fees, n.Services...) {
		l.fees[f.ServiceID] = f
	}
	l.open, err = noCodes(ctx, v)
	return l, err
}
