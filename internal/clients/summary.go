package clients

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
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

// Stuck is something in the file that waits for somebody.
type Stuck struct {
	ID        id.Blocker
	VisitID   id.Visit
	VisitType string
	StartsAt  *time.Time
	Kind      string
	SubjectID int64
	Field     string
	Fixer     string
	Owner     string
	Since     time.Time
	Due       *time.Time
	Cents     int64
	Coverage  id.Coverage // of a claim that waits for a detail
}

// StuckTx reads what waits in the act's file, as far as the actor may see it.
func StuckTx(ctx context.Context, v *db.View) ([]Stuck, error) { return listStuck(ctx, v) }

// CareTeam is who has seen the client, with how often and when last.
type CareTeam struct {
	Name  string
	Title string
	Last  time.Time
}

// CareTeamTx reads the clinicians who have seen the act's client, or will.
func CareTeamTx(ctx context.Context, v *db.View) ([]CareTeam, error) { return listCareTeam(ctx, v) }
