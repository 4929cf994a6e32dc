package billing

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Claim asks a payer for a visit. It is ready, or blocked by the checks that
// fail; sending it comes later.
type Claim struct {
	ID              id.Claim
	VisitID         id.Visit
	NoteID          id.Note // its coded part stands behind the claim; zero before signing
	MadeAt          time.Time
	Client          string // as they wish to be named
	BirthDate       civil.Date
	StartsLocal     time.Time
	Clinician       string
	NPI             string // of the clinician
	Location        string
	SignedAt        *time.Time
	CoverageID      id.Coverage
	Payer           string
	Plan            string
	MemberNumber    string
	GroupNumber     string
	Relation        string // of the client to the subscriber
	Subscriber      string
	SubscriberBirth civil.Date
	StartsOn        civil.Date // of the coverage
	EndsOn          civil.Date
	Open            Cents     // what the payer still owes
	Lines           []Claimed `db:"-"`
	Answers         []Answer  `db:"-"` // of the payer, the latest first
}

// Claimed is a charge as the payer is asked for it.
type Claimed struct {
	Code      string
	Label     string
	Units     int
	Modifiers string
	Diagnoses []string
	Cents     Cents
	Payer     Cents // the payer's part
}

// Total is what was charged.
func (c Claim) Total() (total Cents) {
	for _, l := range c.Lines {
		total += l.Cents
	}
	return total
}

// Asked is the payer's part of it.
func (c Claim) Asked() (asked Cents) {
	for _, l := range c.Lines {
		asked += l.Payer
	}
	return asked
}

// Day is the day of the visit.
func (c Claim) Day() civil.Date {
	return civil.New(c.StartsLocal.Year(), c.StartsLocal.Month(), c.StartsLocal.Day())
}

// ClaimTx reads a claim of the act's client.
func ClaimTx(ctx context.Context, v *db.View, claim id.Claim) (Claim, error) {
	c, err := findClaim(ctx, v, claim)
	if err != nil {
		return Claim{}, err
	}
	if c.Lines, err = listClaimed(ctx, v, c.VisitID); err != nil {
		return c, err
	}
	c.Answers, err = listAnswers(ctx, v, claim)
	return c, err
}

// CheckClaim looks at the claim's file again: what was mended elsewhere, such as an
// NPI in the settings, sets its claims free.
func (s *Service) CheckClaim(ctx context.Context, who access.Actor, c id.Client, claim id.Claim) error {
	return s.db.Write(ctx, who, access.OpenClaim.On(c), func(tx *db.Tx) error {
		_, err := findClaim(ctx, &tx.View, claim)
		return err
	})
}
