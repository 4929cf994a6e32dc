package overview

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// Look is one measure over a span: week by week, and by a group.
type Look struct {
	Measure        // with the practice's target
	Weeks   []Sums // the oldest first
	Groups  []Sums // by name; empty where none is asked for
}

// LookInto reads a measure's weeks of the span, and its groups over all of it.
func (s *Service) LookInto(ctx context.Context, who access.Actor, m Measure, span Span, of Of, by By) (l Look, err error) {
	err = s.db.Read(ctx, who, access.OpenOverview.Across(), func(v *db.View) error {
		all, err := MeasuresTx(ctx, v)
		if err != nil {
			return err
		}
		l.Measure = all[slices.IndexFunc(all, func(a Measure) bool { return a.Key == m.Key })]
		if l.Weeks, err = SumsTx(ctx, v, span, of, ByWeek); err != nil || by == ByWeek {
			return err
		}
		if by == ByCause || by == ByHow || by == ByStaff {
			l.Groups, err = CausesTx(ctx, v, m, span, by)
			return err
		}
		l.Groups, err = SumsTx(ctx, v, span, of, by)
		return err
	})
	return l, err
}

// ListRows reads the visits behind a measure, at most most of them.
func (s *Service) ListRows(ctx context.Context, who access.Actor, m Measure, span Span, of Of, most int) (rows []Row, err error) {
	err = s.db.Read(ctx, who, access.OpenOverview.Across(), func(v *db.View) error {
		rows, err = RowsTx(ctx, v, m, span, of, most)
		return err
	})
	return rows, err
}
