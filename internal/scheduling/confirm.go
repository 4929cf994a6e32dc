package scheduling

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Invitation is what somebody sees who opened the link of a reminder: when and where
// they are expected, and nothing else of the file.
type Invitation struct {
	VisitID     id.Visit
	StartsAt    time.Time
	Local       time.Time // wall time, labelled UTC
	Place       string
	Address     string
	Ended       bool // cancelled or missed
	Begun       bool // too late to say so
	ConfirmedAt *time.Time
}

// Invitation reads the visit of the guest's link.
func (s *Service) Invitation(ctx context.Context, who access.Actor) (i Invitation, err error) {
	err = s.db.Read(ctx, who, access.ConfirmVisit.On(who.Client()), func(v *db.View) error {
		i, err = findInvitation(ctx, v)
		return err
	})
	return i, err
}

// How somebody said that they come.
const (
	ByLink = "link"
	ByText = "text"
)

// Confirm keeps that the guest comes at the time that they were shown, in seconds
// since 1970. A visit that was moved or cancelled since is a Conflict.
func (s *Service) Confirm(ctx context.Context, who access.Actor, shown int64) error {
	return s.db.Write(ctx, who.Posting(access.Post{}), access.ConfirmVisit.On(who.Client()), func(tx *db.Tx) error { // once by itself
		i, err := findInvitation(ctx, &tx.View)
		if err != nil {
			return err
		}
		if i.StartsAt.Unix() != shown {
			return errNotAsShown
		}
		return ConfirmTx(ctx, tx, i.VisitID, i.StartsAt, ByLink)
	})
}

// ConfirmTx keeps that the client comes to the visit at that time. Saying so twice is
// saying it once.
func ConfirmTx(ctx context.Context, tx *db.Tx, visit id.Visit, at time.Time, way string) error {
	tx.Calm() // it holds nothing up
	_, err := insertConfirmation(ctx, tx, visit, at, way)
	if errors.Is(err, db.ErrNone) {
		return errNotAsShown
	}
	if err != nil {
		return fmt.Errorf("confirm a visit: %w", err)
	}
	return nil
}

var errNotAsShown = fault.New(fault.Conflict, "This is not as it was shown: the visit was moved, cancelled or has begun. Please open the link again, or call us.")
