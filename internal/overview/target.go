package overview

import (
	"context"
	"slices"
	"strconv"

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
	NoSteps           bool // its lines have no ladder under this name: they are of another kind, or in nobody's file
}

// Targets lists what a practice can set, in the order of the page.
var Targets = []TargetOf{
	{Kind: "note_unsigned", Label: "Notes are signed", Help: "Hours after the visit ended.", Preset: 24},
	{Kind: "form_unfinished", Label: "Forms are finished", Help: "Hours before the visit begins.", Preset: 24},
	{Kind: "document_unread", Label: "Documents are read", Help: "Hours after they came in.", Preset: 24},
	{Kind: "visit_without_outcome", Label: "Visits are marked seen", Help: "Hours after their end, for who has come. Who has not is asked about after half an hour.", Preset: 2},
	{Kind: "coverage_detail", Label: "Coverages are complete", Help: "Hours before an insured visit begins.", Preset: 72},
	{Kind: "client_unbilled", Label: "The client's part is on an invoice", Help: "Hours after it was charged.", Preset: 24},
	{Kind: "claim_unanswered", Label: "Payers answer claims", Help: "Hours after the claim was made; 720 are 30 days.", Preset: 720},
	{Kind: "credit_idle", Label: "Credit is used or given back", Help: "Hours after it last moved, where nothing is owed.", Preset: 720},
	{Kind: "request_unanswered", Label: "Letters that were asked for come in", Help: "Hours after they were asked for; 240 are ten days.", Preset: 240},
	{Kind: "message_unanswered", Label: "Messages are answered", Help: "Hours after the first that nobody has answered, nights and days off counted too.", Preset: 24},
	{Kind: "message_clinical", Label: "Clinical messages are answered", Help: "Hours after the first that nobody has answered, nights and days off counted too.", Preset: 4, NoSteps: true},
	{Kind: "licence_ending", Label: "Licences are renewed", Help: "Hours before one runs out; 1440 are 60 days.", Preset: 1440, NoSteps: true},
}

// HasSteps is false for a target whose lines take the steps of another kind, or none.
func HasSteps(kind string) bool {
	return !slices.ContainsFunc(Targets, func(t TargetOf) bool { return t.Kind == kind && t.NoSteps })
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
