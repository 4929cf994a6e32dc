package worklist

import (
	"context"
	"fmt"
	"strconv"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Step is one rung of a ladder: who is told, so many hours after a line came onto
// the list, and how.
type Step struct {
	Kind   string // of the line; empty on the ladder of all kinds without one of their own
	Nth    int
	Hours  int
	Whom   Whom
	Staff  id.Staff // the one person, where Whom is that
	Name   string   // theirs
	ByMail bool     // besides the notice in the product
}

// Whom a step tells.
type Whom string

// The four that can be told.
const (
	TheOwner   Whom = "owner" // or their role, where nobody is named
	TheRole    Whom = "role"
	TheManager Whom = "manager"
	ThePerson  Whom = "person"
)

// LaddersTx reads every ladder by kind. A kind without an entry has that of "".
func LaddersTx(ctx context.Context, v *db.View) (map[string][]Step, error) {
	kinds, err := listLadders(ctx, v)
	if err != nil {
		return nil, err
	}
	steps, err := listSteps(ctx, v)
	out := map[string][]Step{}
	for _, k := range kinds {
		out[k] = nil
	}
	for _, s := range steps {
		out[s.Kind] = append(out[s.Kind], s)
	}
	return out, err
}

// StepForm is a step as typed. One without hours is left out.
type StepForm struct {
	Hours string `form:"hours"`
	Whom  string `form:"whom"` // a Whom, or the number of a person
	How   string `form:"how"`  // notice or mail
}

// LadderForm is a ladder as typed; Own is "no" where the kind has that of all.
type LadderForm struct {
	Own   string     `form:"own"`
	Steps []StepForm `form:"steps"`
}

// SetLadderTx keeps the ladder of a kind, or gives the kind that of all back.
func SetLadderTx(ctx context.Context, tx *db.Tx, kind string, f LadderForm) error {
	if f.Own == "no" && kind != "" {
		return deleteLadder(ctx, tx, kind)
	}
	steps, err := f.check()
	if err != nil {
		return err
	}
	if err := replaceLadder(ctx, tx, kind, steps); err != nil {
		return fmt.Errorf("keep the ladder of %q: %w", kind, err)
	}
	return nil
}

func (f LadderForm) check() ([]Step, error) {
	var c fault.Check
	var out []Step
	for i, s := range f.Steps {
		at := fmt.Sprintf("steps[%d].", i)
		if s.Hours == "" {
			continue
		}
		hours, err := strconv.Atoi(s.Hours)
		c.Unless(err == nil && hours >= 0 && hours <= 2000, at+"hours", "Write whole hours, from 0 to 2000.")
		c.Unless(len(out) == 0 || hours > out[len(out)-1].Hours, at+"hours", "Each step comes later than the one before it.")
		step := Step{Nth: len(out) + 1, Hours: hours, Whom: Whom(s.Whom), ByMail: s.How == "mail"}
		if n, err := id.Parse[id.Staff](s.Whom); err == nil {
			step.Whom, step.Staff = ThePerson, n
		}
		c.Unless(step.known(), at+"whom", "Choose who is told.")
		out = append(out, step)
	}
	c.Unless(len(out) <= 9, "steps[0].hours", "A ladder has nine steps at most.")
	return out, c.Fault()
}

func (s Step) known() bool {
	switch s.Whom {
	case TheOwner, TheRole, TheManager:
		return true
	}
	return s.Whom == ThePerson && s.Staff != 0
}
