package docs

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Addendum is all that can be added to a signed note.
type Addendum struct {
	ID   id.Addendum
	By   string
	At   time.Time
	Text string
}

// Addition is what the form of an addendum says.
type Addition struct {
	Text string `form:"text"`
}

var errNotSigned = fault.New(fault.Conflict, "This note is not signed yet. Its author can still write in it.")

// AddTo adds to a signed note, for ever.
func (s *Service) AddTo(ctx context.Context, who access.Actor, c id.Client, n id.Note, in Addition) (id.Addendum, error) {
	return db.Make(ctx, s.db, who, access.AddToNote.On(c), func(tx *db.Tx) (id.Addendum, error) {
		text, err := in.check()
		if err != nil {
			return 0, err
		}
		note, err := findNote(ctx, &tx.View, n)
		switch {
		case err != nil:
			return 0, err
		case note.SignedAt == nil:
			return 0, errNotSigned
		}
		return insertAddendum(ctx, tx, n, text)
	})
}

func (in Addition) check() (string, error) {
	var c fault.Check
	text := strings.TrimSpace(strings.ReplaceAll(in.Text, "\r\n", "\n"))
	c.Unless(text != "", "text", "Write what is to be added.")
	c.Unless(len(text) <= limit, "text", "This is longer than an addendum can hold. Put what is reference into a document.")
	return text, c.Fault()
}

// AddendaTx reads what was added, the oldest first.
func AddendaTx(ctx context.Context, v *db.View, n id.Note) ([]Addendum, error) {
	return listAddenda(ctx, v, n)
}
