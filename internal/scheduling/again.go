package scheduling

import (
	"context"
	"errors"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Again is whether and when a client comes again after a visit.
type Again struct {
	Line   Line
	Kind   id.VisitType
	Rule   *int       // months, as the kind of visit says; nil: never
	Said   bool       // it was said otherwise for this client
	Months *int       // what counts
	Due    civil.Date // zero: never
	Next   *time.Time // a later visit that is booked: of the same kind, or of any after a missed one
	Ended  *time.Time // it was said that nobody books again
	Why    string
	By     string
}

// AgainForm is what is typed about when one client comes again: months; empty is never.
type AgainForm struct {
	Months string `form:"months"`
}

// EndAgainForm is what is typed about why nobody books again.
type EndAgainForm struct {
	Why string `form:"why"`
}

// Again reads whether and when the client comes again after the visit.
func (s *Service) Again(ctx context.Context, who access.Actor, c id.Client, i id.Visit) (a Again, err error) {
	err = s.db.Read(ctx, who, access.OpenVisit.On(c), func(v *db.View) error {
		if a, err = findAgain(ctx, v, i); err != nil {
			return err
		}
		a.Line, err = LineOf(ctx, v, i)
		return err
	})
	return a, err
}

// ComeAgain says for one client after how many months they come again, whatever the
// kind of visit says.
func (s *Service) ComeAgain(ctx context.Context, who access.Actor, c id.Client, i id.Visit, f AgainForm) error {
	var check fault.Check
	n := months(&check, f.Months, "months")
	if err := check.Fault(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditRecall.On(c), func(tx *db.Tx) error {
		v, err := findVisit(ctx, &tx.View, i)
		if err != nil {
			return err
		}
		if v.SeenAt == nil {
			return fault.New(fault.Conflict, "This visit has not taken place yet. Say when they come again once they were seen.")
		}
		return saveRecall(ctx, tx, i, n)
	})
}

// EndAgain says why nobody books again after a visit that was seen or missed.
func (s *Service) EndAgain(ctx context.Context, who access.Actor, c id.Client, i id.Visit, f EndAgainForm) error {
	var check fault.Check
	check.Unless(f.Why != "", "why", "Say why in a word or two: moved away, does not want to come.")
	check.Unless(len(f.Why) <= 500, "why", "Keep the reason under 500 letters.")
	if err := check.Fault(); err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditRecall.On(c), func(tx *db.Tx) error {
		v, err := findVisit(ctx, &tx.View, i)
		if err != nil {
			return err
		}
		if v.SeenAt == nil && v.NoShowAt == nil {
			return fault.New(fault.Conflict, "This visit was neither seen nor missed, so nobody is asked to book again.")
		}
		return insertRecallEnd(ctx, tx, i, f.Why)
	})
}

// ResumeAgain takes it back that nobody books again.
func (s *Service) ResumeAgain(ctx context.Context, who access.Actor, c id.Client, i id.Visit) error {
	return s.db.Write(ctx, who, access.EditRecall.On(c), func(tx *db.Tx) error {
		if _, err := findVisit(ctx, &tx.View, i); err != nil {
			return err
		}
		err := deleteRecallEnd(ctx, tx, i)
		if errors.Is(err, db.ErrNone) {
			return fault.New(fault.Conflict, "There is nothing to undo: somebody did so before you.")
		}
		return err
	})
}
