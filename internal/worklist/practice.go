package worklist

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// OfPractice is something that holds up the practice itself and is in nobody's
// file: mails without a server, a licence that runs out.
type OfPractice struct {
	ID      id.OfPractice
	Kind    string // as the predicate is named: licence_ending
	Subject int64  // number of the row that is not right; zero is the practice's one row
	Named   string // the person or the location
	Count   int    // how many mails wait, or claims are held
	Cents   int64  // what those claims are worth
	Fixer   string // the role that can mend it
	Since   time.Time
	Due     *time.Time

	PendedUntil civil.Date
	PendedWhy   string
}

// OfPracticeTx reads what the filter chooses of the practice's own, the oldest
// first. They stand on the first page, and on no list of a file, a person, a
// heading or a place: they have none of these.
func OfPracticeTx(ctx context.Context, v *db.View, f Filter) ([]OfPractice, error) {
	if f.onlyFiles() || f.After != (Key{}) {
		return nil, nil
	}
	return listOfPractice(ctx, v, f)
}

// onlyFiles is true where the filter asks for what the practice's own has not.
func (f Filter) onlyFiles() bool {
	return f.Turn != 0 || f.Client != 0 || f.Part != "" || f.Location != 0
}

// OfPractice reads one line of the practice's own that stands.
func (s *Service) OfPractice(ctx context.Context, who access.Actor, n id.OfPractice) (b OfPractice, err error) {
	err = s.db.Read(ctx, who, access.EditSettings.Practice(), func(v *db.View) error {
		b, err = findOfPractice(ctx, v, n)
		return err
	})
	return b, err
}

// PracticeCleared is what left the practice's own, with the act that cleared it.
type PracticeCleared struct {
	Kind  string
	Named string
	At    time.Time
	Verb  access.Verb // of the act
	By    string      // who did it; empty for the clock
}

// PracticeClearedTx reads what left since the instant, newest first, narrowed as
// the list is.
func PracticeClearedTx(ctx context.Context, v *db.View, f Filter, since time.Time, limit int) ([]PracticeCleared, error) {
	if f.onlyFiles() {
		return nil, nil
	}
	return listPracticeCleared(ctx, v, f, since, limit)
}

// PendOfPractice puts one off until a day; an empty day brings it back at once.
func (s *Service) PendOfPractice(ctx context.Context, who access.Actor, n id.OfPractice, in Pending) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		until, err := in.check(ctx, &tx.View)
		if err != nil {
			return err
		}
		return pendOfPractice(ctx, tx, n, until, in.Why)
	})
}

// settlePractice looks again at the practice where time, or an act in some file,
// changed what holds it up.
func (s *Service) settlePractice(ctx context.Context) error {
	var stale bool
	err := s.db.Read(ctx, clock, access.FindDue.Practice(), func(v *db.View) (err error) {
		stale, err = practiceIsStale(ctx, v)
		return err
	})
	if err != nil || !stale {
		return err
	}
	return s.db.Write(ctx, clock, access.SettleFile.Practice(), func(*db.Tx) error { return nil })
}
