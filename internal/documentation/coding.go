package docs

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Coding is the part of a signed note that billing may see: codes, never words.
type Coding struct {
	NoteID    id.Note
	VisitID   id.Visit
	Client    string
	Visit     string
	StartsAt  time.Time
	By        string
	At        time.Time
	Diagnoses []Diagnosis
	Services  []Done
}

// Coding opens the coded part of a signed note; an unsigned one has none.
func (s *Service) Coding(ctx context.Context, who access.Actor, c id.Client, n id.Note) (coding Coding, err error) {
	err = s.db.Read(ctx, who, access.ReadCoded.On(c), func(v *db.View) error {
		coding, err = findCoding(ctx, v, n)
		return err
	})
	return coding, err
}
