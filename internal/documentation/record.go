package docs

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Open is a visit whose record the reader may still add to: a signed note takes an
// addendum, their own unsigned one a paragraph.
type Open struct {
	VisitID  id.Visit
	Type     string
	StartsAt time.Time
	Signed   bool
}

// OpenTx lists the visits of the act's file that took place and whose record the
// reader may add to, the newest first.
func OpenTx(ctx context.Context, v *db.View) ([]Open, error) { return listOpen(ctx, v, 10) }

// RecordTx takes a text into the record of a visit: into the first section of the
// actor's own unsigned note, which it begins where there is none, or as an addendum.
func RecordTx(ctx context.Context, tx *db.Tx, visit id.Visit, in Addition) error {
	text, err := in.check()
	if err != nil {
		return err
	}
	was, err := OfVisitTx(ctx, &tx.View, visit)
	if err != nil {
		return err
	}
	if was.SignedAt != nil {
		_, err := insertAddendum(ctx, tx, was.ID, text)
		return err
	}
	if err := was.writable(tx.Who().Staff()); err != nil {
		return err
	}
	is, err := was.with(text)
	if err != nil {
		return err
	}
	_, err = is.keep(ctx, tx, was, Draft{})
	return err
}

// with is the note with a paragraph more in the first section that colleagues read.
func (n Note) with(text string) (Note, error) {
	at := slices.IndexFunc(n.Template, func(s Section) bool { return !s.Private })
	if at < 0 {
		return n, fault.New(fault.Conflict, "This note has private sections only. Sign it first, then add to it.")
	}
	key := n.Template[at].Key
	long := strings.TrimSpace(n.Sections[key] + "\n\n" + text)
	if len(long) > limit {
		return n, fault.New(fault.Conflict, "The note cannot hold this much more. Shorten it, or sign the note and add to it.")
	}
	out := n
	if out.Sections = maps.Clone(n.Sections); out.Sections == nil {
		out.Sections = map[string]string{}
	}
	out.Sections[key] = long
	return out, nil
}
