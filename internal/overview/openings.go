package overview

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
)

// Opening is how soon one could see a clinician at a location, as a day began.
type Opening struct {
	Day       civil.Date
	Clinician string
	Location  string
	Days      int64 // until the third free half hour; 60 where none is nearer
}

// ListOpenings reads what the days of the span counted, the latest day first, at
// most most of them.
func (s *Service) ListOpenings(ctx context.Context, who access.Actor, span Span, of Of, most int) (list []Opening, err error) {
	err = s.db.Read(ctx, who, access.OpenOverview.Across(), func(v *db.View) error {
		list, err = listOpenings(ctx, v, span, of, most)
		return err
	})
	return list, err
}
