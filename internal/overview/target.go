package overview

import (
	"context"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// Target is how long something may take, in hours.
type Target struct {
	Kind  string // of the blocker that stands once it is missed
	Hours int
}

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
}

// TargetsForm is what is typed: hours by kind.
type TargetsForm struct {
	Hours map[string]string `form:"hours"`
}

// FindTargets answers the hours of every target.
func (s *Service) FindTargets(ctx context.Context, who access.Actor) (hours map[string]int, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		hours, err = findTargets(ctx, v)
		return err
	})
	return hours, err
}

// SetTargets keeps the hours, and has every file looked at again that they touch.
func (s *Service) SetTargets(ctx context.Context, who access.Actor, f TargetsForm) error {
	targets, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		was, err := findTargets(ctx, &tx.View)
		if err != nil {
			return err
		}
		for _, t := range targets {
			if was[t.Kind] == t.Hours {
				continue
			}
			if err := setTarget(ctx, tx, t); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f TargetsForm) check() ([]Target, error) {
	var c fault.Check
	var out []Target
	for _, t := range Targets {
		n, err := strconv.Atoi(f.Hours[t.Kind])
		c.Unless(err == nil && n >= 0 && n <= 2000, "hours["+t.Kind+"]", "Write whole hours, from 0 to 2000.")
		out = append(out, Target{t.Kind, n})
	}
	return out, c.Fault()
}
