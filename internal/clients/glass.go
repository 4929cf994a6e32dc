package clients

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// GlassLasts is how long a reason opens a restricted file.
const GlassLasts = time.Hour

// GlassForm is what was typed to open a restricted file: why, and the person's
// own password once more.
type GlassForm struct {
	Reason   string `form:"reason"`
	Password string `form:"password"`
}

// Shut tells whether the file is restricted and the actor stands outside.
func (s *Service) Shut(ctx context.Context, who access.Actor, c id.Client) (shut bool, err error) {
	err = s.db.Read(ctx, who, access.BreakGlass.On(c), func(v *db.View) error {
		shut, err = isShut(ctx, v)
		return err
	})
	return shut, err
}

// Check says what is wrong with the reason.
func (in GlassForm) Check() error {
	var c fault.Check
	c.Unless(utf8.RuneCountInString(in.Reason) >= 10, "reason", "Say in a few words what you need it for: at least 10 letters.")
	c.Unless(utf8.RuneCountInString(in.Reason) <= 500, "reason", "Say it in at most 500 letters.")
	return c.Fault()
}

// BreakGlassTx opens the act's restricted file to the actor for an hour. Who has
// given a proof of themselves is asked before: see workflow.BreakGlass.
func BreakGlassTx(ctx context.Context, tx *db.Tx, in GlassForm) error {
	if err := in.Check(); err != nil {
		return err
	}
	shut, err := isShut(ctx, &tx.View)
	if err != nil || !shut {
		return err // open to them already, by a second click or by a colleague
	}
	if err := insertGlass(ctx, tx, in.Reason); err != nil {
		return fmt.Errorf("open a restricted file: %w", err)
	}
	return nil
}

// Breach is one opening of a restricted file with a reason, and what was done.
type Breach struct {
	Opening
	Done []Deed
}

// Opening is who opened a restricted file, why, and what the review found.
type Opening struct {
	ID         id.Glass
	StaffID    id.Staff
	Staff      string
	Reason     string
	OpenedAt   time.Time
	Until      time.Time
	ReviewedAt *time.Time
	ReviewedBy string
	Review     string
}

// Deed is what somebody did in a file: how often, first and last.
type Deed struct {
	Verb        access.Verb
	Times       int
	Refused     int
	First, Last time.Time
}

// Breach reads an opening for whoever reviews it: what was done, not what the
// file says. The file stays shut to them.
func (s *Service) Breach(ctx context.Context, who access.Actor, c id.Client, g id.Glass) (b Breach, err error) {
	err = s.db.Read(ctx, who, access.ReviewGlass.On(c), func(v *db.View) error {
		if b.Opening, err = findOpening(ctx, v, g); err != nil {
			return err
		}
		b.Done, err = listDeeds(ctx, v, b.Opening)
		return err
	})
	return b, err
}

// ReviewForm is what a review found.
type ReviewForm struct {
	Found string `form:"found"`
}

// ReviewGlass ends an opening with what its review found. Nobody reviews their own.
func (s *Service) ReviewGlass(ctx context.Context, who access.Actor, c id.Client, g id.Glass, in ReviewForm) error {
	return s.db.Write(ctx, who, access.ReviewGlass.On(c), func(tx *db.Tx) error {
		var check fault.Check
		check.Unless(in.Found != "", "found", "Say in a sentence what you found.")
		check.Unless(utf8.RuneCountInString(in.Found) <= 1000, "found", "Say it in at most 1,000 letters.")
		if err := check.Fault(); err != nil {
			return err
		}
		return reviewGlass(ctx, tx, g, in.Found)
	})
}

var (
	errOwnReview  = fault.New(fault.Conflict, "You opened this file yourself, so somebody else reviews it: another manager, or the owner.")
	errReviewDone = fault.New(fault.Conflict, "Somebody has reviewed this already. What they found stands on this page.")
)
