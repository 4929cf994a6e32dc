package docs

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Mine is a clinician's notes: of who is here now, to write, begun ahead of the
// visit, and signed.
type Mine struct {
	TargetHours int
	Here        []Owed // arrived and not seen yet
	Waiting     []Owed // seen and not signed, the oldest first
	Drafts      []Owed // begun, and the patient was not seen yet
	Signed      []Owed // the latest first
	Now         time.Time
}

// Owed is one visit in the list of notes.
type Owed struct {
	ClientID  id.Client
	Client    string
	BirthDate civil.Date
	VisitID   id.Visit
	Visit     string
	StartsAt  time.Time
	ArrivedAt *time.Time
	Place     string // the room they are in
	SeenAt    *time.Time
	SavedAt   *time.Time // nil until the note has begun
	SignedAt  *time.Time
	Cents     int64 // what is held, or was charged
}

// listed is how many rows a list of notes shows. Whoever has more to write
// than this sees the next ones as these leave.
const listed = 100

// Mine lists the notes of the actor.
func (s *Service) Mine(ctx context.Context, who access.Actor) (m Mine, err error) {
	err = s.db.Read(ctx, who, access.ListNotes.Across(), func(v *db.View) error {
		m.Now = v.Now()
		if m.TargetHours, err = findTarget(ctx, v); err != nil {
			return err
		}
		unsigned, err := listUnsigned(ctx, v, m.TargetHours)
		if err != nil {
			return err
		}
		if m.Signed, err = listSigned(ctx, v, 10); err != nil {
			return err
		}
		m.sort(unsigned)
		for _, o := range append(unsigned, m.Signed...) {
			v.Shown(o.ClientID)
		}
		return nil
	})
	return m, err
}

func (m *Mine) sort(unsigned []Owed) {
	for _, o := range unsigned {
		switch {
		case o.SeenAt != nil:
			m.Waiting = append(m.Waiting, o)
		case o.ArrivedAt != nil:
			m.Here = append(m.Here, o)
		default:
			m.Drafts = append(m.Drafts, o)
		}
	}
}
