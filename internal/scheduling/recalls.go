package scheduling

import (
	"context"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Recalls are how many people are to come again now after a kind of visit, and to how
// many of them a mail goes by itself.
type Recalls struct{ Due, Written int }

// Recalls counts them under the rules as they stand.
func (s *Service) Recalls(ctx context.Context, who access.Actor, n id.VisitType) (r Recalls, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		r, err = findRecalls(ctx, v, n)
		return err
	})
	return r, err
}

// updateMeant stores the kind of visit as it is now. Where that has people come again at
// once who were not due, or were not written to, it is refused until it is meant: then
// their files are looked at again.
func updateMeant(ctx context.Context, tx *db.Tx, was, is VisitType, meant bool) error {
	same := sameMonths(was.RecallMonths, is.RecallMonths)
	if same && was.RecallMail == is.RecallMail {
		return updateVisitType(ctx, tx, is)
	}
	before, err := findRecalls(ctx, &tx.View, is.ID)
	if err != nil {
		return err
	}
	if err := updateVisitType(ctx, tx, is); err != nil {
		return err
	}
	after, err := findRecalls(ctx, &tx.View, is.ID)
	if err != nil {
		return err
	}
	if err := after.unasked(before, meant); err != nil || same {
		return err
	}
	return lookAtRecalls(ctx, tx)
}

// unasked refuses a change by which people are due or written to at once, until it was
// said how many and meant.
func (r Recalls) unasked(before Recalls, meant bool) error {
	due, written := r.Due-before.Due, r.Written-before.Written
	if meant || due <= 0 && written <= 0 {
		return nil
	}
	said := ""
	if due > 0 {
		said = people(due) + " due to come again as soon as this is saved, and on the worklist then. "
	}
	if written > 0 {
		said += people(written) + " written to at once, outside of the hours without reminders. "
	} else {
		said += "Nobody is written to. "
	}
	return refuse("recall_meant", said+"Tick this if it is meant.")
}

func people(n int) string {
	if n == 1 {
		return "1 person is"
	}
	return strconv.Itoa(n) + " people are"
}
