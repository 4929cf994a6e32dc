package docs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	Unsigned    int    // seen and not signed, on every page
	Held        int64  // cents that wait for these signatures
	Here        []Owed // arrived and not seen yet
	Waiting     []Owed // seen and not signed, the oldest first
	Drafts      []Owed // begun, and the patient was not seen yet
	Signed      []Owed // the latest first
	Next        After  // where the next page begins, zero at the end
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

// listed is how many rows a page of the notes shows.
const listed = 100

// signedLast is how many signed notes stand below the first page.
const signedLast = 10

// After is the last row of a page of notes: who was not seen yet comes first,
// then the longest seen. Zero is before the first.
type After struct {
	Seen  bool
	At    time.Time
	Visit id.Visit
}

// String is the mark as a URL carries it; zero is empty.
func (a After) String() string {
	if a.Visit == 0 {
		return ""
	}
	return fmt.Sprintf("%t.%d.%d", a.Seen, a.At.UnixMicro(), a.Visit)
}

// ParseAfter reads a mark; what cannot be read is the beginning.
func ParseAfter(s string) After {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return After{}
	}
	seen, wrong1 := strconv.ParseBool(parts[0])
	at, wrong2 := strconv.ParseInt(parts[1], 10, 64)
	visit, wrong3 := strconv.ParseInt(parts[2], 10, 64)
	if errors.Join(wrong1, wrong2, wrong3) != nil || visit <= 0 || at < 0 || at > 1<<52 {
		return After{}
	}
	return After{seen, time.UnixMicro(at).UTC(), id.Visit(visit)}
}

// Mine lists the notes of the actor, a page after the mark.
func (s *Service) Mine(ctx context.Context, who access.Actor, after After) (m Mine, err error) {
	err = s.db.Read(ctx, who, access.ListNotes.Across(), func(v *db.View) error {
		m.Now = v.Now()
		if m.TargetHours, err = findTarget(ctx, v); err != nil {
			return err
		}
		unsigned, err := listUnsigned(ctx, v, m.TargetHours, after)
		if err != nil {
			return err
		}
		if after.Visit == 0 {
			m.Signed, err = listSigned(ctx, v, signedLast)
		}
		m.sort(m.page(unsigned))
		for _, o := range slices.Concat(m.Here, m.Waiting, m.Drafts, m.Signed) {
			v.Shown(o.ClientID)
		}
		return err
	})
	return m, err
}

// page keeps the totals and the rows of one page, and marks where the next begins.
func (m *Mine) page(rows []unsigned) []Owed {
	if len(rows) > listed {
		rows = rows[:listed]
		m.Next = rows[listed-1].after()
	}
	out := make([]Owed, len(rows))
	for i, r := range rows {
		out[i], m.Unsigned, m.Held = r.Owed, r.Waiting, r.Held
	}
	return out
}

func (o Owed) after() After {
	if o.SeenAt != nil {
		return After{true, *o.SeenAt, o.VisitID}
	}
	return After{false, o.StartsAt, o.VisitID}
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
