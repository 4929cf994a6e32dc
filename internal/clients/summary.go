package clients

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// Summary is the file in four facts: what is owed, the visit to come, who takes
// care, and since when.
type Summary struct {
	OwedCents  int64 // the client's part of all charges, less credit; negative is credit
	PayerCents int64
	OldestAt   *time.Time // of a charge of which the client owes a part
	NextAt     *time.Time
	NextType   string
	NextWith   string
}

// SummaryTx reads the summary of the act's client; what the actor may not see is
// empty.
func SummaryTx(ctx context.Context, v *db.View) (Summary, error) {
	s, err := findSummary(ctx, v)
	if !v.Who().May(access.OpenAccount) {
		s.OwedCents, s.PayerCents, s.OldestAt = 0, 0, nil
	}
	if !v.Who().May(access.OpenVisit) {
		s.NextAt, s.NextType, s.NextWith = nil, "", ""
	}
	return s, err
}

// CareTeam is somebody who has seen the client, or will, and when last.
type CareTeam struct {
	Name  string
	Title string
	Last  time.Time
}

// CareTeamTx reads the clinicians who have seen the act's client, or will.
func CareTeamTx(ctx context.Context, v *db.View) ([]CareTeam, error) { return listCareTeam(ctx, v) }
