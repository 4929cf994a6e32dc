package scheduling

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// PastVisit is a visit that another system has seen through. Zero is the number
// of a new one: ImportVisitsTx gives it. Date-only times stand at midnight of
// the practice's zone.
type PastVisit struct {
	ID       id.Visit  `json:"id"`
	Booking  int64     `json:"booking_id"`
	Label    string    `json:"label"`
	Reason   string    `json:"reason"`
	StartsAt time.Time `json:"starts_at"`
	EndsAt   time.Time `json:"ends_at"`
}

// ImportVisitsTx writes visits as history: they hold no clinician and no room,
// send nothing, and wait for nobody.
func ImportVisitsTx(ctx context.Context, tx *db.Tx, c id.Client, visits []*PastVisit) error {
	var fresh, known []*PastVisit
	for _, v := range visits {
		if v.ID == 0 {
			fresh = append(fresh, v)
		} else {
			known = append(known, v)
		}
	}
	if err := numberPast(ctx, &tx.View, fresh); err != nil {
		return err
	}
	if err := insertPast(ctx, tx, c, fresh); err != nil {
		return err
	}
	return updatePast(ctx, tx, c, known)
}

// StrikeVisitTx marks a visit as cancelled that the other system has struck out.
func StrikeVisitTx(ctx context.Context, tx *db.Tx, c id.Client, v id.Visit) error {
	return strikePast(ctx, tx, c, v)
}
