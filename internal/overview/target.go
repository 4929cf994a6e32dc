package overview

import (
	"context"
	"strconv"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// Target is how long something may take, and how often that is promised.
type Target struct {
	Kind    string // of the blocker that stands once it is missed
	Hours   int
	Percent int // how many of a hundred keep it
}

// promised is what holds until another share is set.
const promised = 95

// TargetOf names a target for people. Preset is what holds until it is set, as
// migrations/views/3*_blocking*.sql reads it.
type TargetOf struct {
	Kind, Label, Help string
	Preset            int
}

// Targets lists what a practice can set, in the order of the page.
var Targets = []TargetOf{
	{"note_unsigned", "Notes are signed", "Hours after the visit ended.", 24},
	{"form_unfinished", "Forms are finished", "Hours before the visit begins.", 24},
	{"document_unread", "Documents are read", "Hours after they came in.", 24},
	{"visit_without_outcome", "Visits are marked seen", "Hours after their end, for who has come. Who has not is asked about after half an hour.", 2},
	{"coverage_detail", "Coverages are complete", "Hours before an insured visit begins.", 72},
	{"client_unbilled", "The client's part is on an invoice", "Hours after it was charged.", 24},
	{"claim_unanswered", "Payers answer claims", "Hours after the claim was made; 720 are 30 days.", 720},
	{"credit_idle", "Credit is used or given back", "Hours after it last moved, where nothing is owed.", 720},
	{"request_unanswered", "Letters that were asked for come in", "Hours after they were asked for; 240 are ten days.", 240},
	{"message_unanswered", "Messages are answered", "Hours after the first that nobody has answered, nights and days off counted too.", 24},
	{"message_clinical", "Clinical messages are answered", "Hours after the first that nobody has answered, nights and days off counted too.", 4},
	{"licence_ending", "Licences are renewed", "Hours before one runs out; 1440 are 60 days.", 1440},
}

// TargetForm is what is typed about one.
type TargetForm struct {
	Hours   string `form:"hours"`
	Percent string `form:"percent"`
}

// TargetsTx answers every target by its kind.
func TargetsTx(ctx context.Context, v *db.View) (map[string]Target, error) {
	return findTargets(ctx, v)
}

// SetTargetTx keeps a target, and has every file looked at again that it touches.
// A kind without hours has none to keep.
func SetTargetTx(ctx context.Context, tx *db.Tx, kind string, f TargetForm) error {
	was, err := findTargets(ctx, &tx.View)
	if err != nil {
		return err
	}
	before, timed := was[kind]
	if !timed {
		return nil
	}
	t, err := f.check(kind)
	if err != nil || t == before {
		return err
	}
	return setTarget(ctx, tx, t, t.Hours != before.Hours)
}

func (f TargetForm) check(kind string) (Target, error) {
	var c fault.Check
	hours, err := strconv.Atoi(f.Hours)
	c.Unless(err == nil && hours >= 0 && hours <= 2000, "hours", "Write whole hours, from 0 to 2000.")
	percent, err := strconv.Atoi(f.Percent)
	c.Unless(err == nil && percent >= 1 && percent <= 100, "percent", "Write a whole number, from 1 to 100.")
	return Target{kind, hours, percent}, c.Fault()
}

// Kept is how a target was kept: of how many, how many within it. All is 0 where
// no sum says how many there were.
type Kept struct{ All, Within int }

// NotesKeptTx counts the notes signed for the visits of the days from from until
// before to, and those that were within the hours.
func NotesKeptTx(ctx context.Context, v *db.View, from, to civil.Date, hours int) (Kept, error) {
	return countNotesKept(ctx, v, from, to, hours)
}
