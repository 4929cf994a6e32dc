package worklist

import (
	"context"
	"fmt"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Nudge is a step that was taken, or will be: who is told of a line, when, how.
type Nudge struct {
	Blocker id.Blocker
	Whom    Whom
	Role    string // that can mend the line
	Name    string // the one person; empty where a role is told
	ByMail  bool
	At      time.Time
}

// withLadders adds to each line what was done last and what comes next. The
// number of its queries does not grow with the lines.
func withLadders(ctx context.Context, v *db.View, list []Blocker) error {
	if len(list) == 0 {
		return nil
	}
	at := map[id.Blocker]int{}
	var files []id.Client
	var lines []id.Blocker
	for i, b := range list {
		at[b.ID] = i
		files, lines = append(files, b.ClientID), append(lines, b.ID)
	}
	told, err := listTold(ctx, v, files, lines)
	if err != nil {
		return fmt.Errorf("read what was told: %w", err)
	}
	for _, n := range told {
		list[at[n.Blocker]].Told = &n
	}
	next, err := listNext(ctx, v, files, lines)
	if err != nil {
		return fmt.Errorf("read what is told next: %w", err)
	}
	for _, n := range next {
		list[at[n.Blocker]].Next = &n
	}
	return nil
}

// dueStep is a step whose time has come.
type dueStep struct {
	ClientID  id.Client
	BlockerID id.Blocker
	Verb      string
	Fixer     string
	OwnerID   id.Staff
	Nth       int
	Hours     int
	Whom      Whom
	StaffID   id.Staff
	ByMail    bool
}

// FilesWithSteps lists the files with a step to take now. It lists none while the
// practice is closed.
func (s *Service) FilesWithSteps(ctx context.Context) (files []id.Client, err error) {
	err = s.db.Read(ctx, clock, access.FindDue.Practice(), func(v *db.View) error {
		files, err = listFilesWithSteps(ctx, v, batch)
		return err
	})
	return files, err
}

// TakeStepsTx takes the steps that are due in the files of the act, each once,
// and answers who is to have a mail about it. Lines that are put off wait.
func TakeStepsTx(ctx context.Context, tx *db.Tx, files []id.Client) (mails []id.Staff, err error) {
	due, err := listDueSteps(ctx, &tx.View, files)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	people, err := listColleagues(ctx, &tx.View)
	if err != nil {
		return nil, err
	}
	for _, step := range due {
		told, one := step.tells(people)
		if err := takeStep(ctx, tx, step, one, told); err != nil {
			return nil, fmt.Errorf("step %d of line %s: %w", step.Nth, step.BlockerID, err)
		}
		if step.ByMail {
			mails = append(mails, told...)
		}
	}
	slices.Sort(mails)
	return slices.Compact(mails), nil
}

// tells says who is told, and the one person where it is not a role. Nobody hears
// of a line that their own list would not show.
func (s dueStep) tells(people []Colleague) (told []id.Staff, one id.Staff) {
	switch {
	case s.Whom == ThePerson:
		told = named(people, s.StaffID, s.Verb)
	case s.Whom == TheOwner && s.OwnerID != 0:
		told = named(people, s.OwnerID, s.Verb)
	case s.Whom == TheManager:
		if told = holding(people, "manager", s.Verb); len(told) == 0 {
			told = holding(people, "owner", s.Verb)
		}
		return told, 0
	}
	if len(told) == 1 {
		return told, told[0]
	}
	if s.Whom == ThePerson {
		return nil, 0
	}
	return holding(people, s.Fixer, s.Verb), 0
}

func named(people []Colleague, n id.Staff, verb string) []id.Staff {
	for _, p := range people {
		if p.ID == n && p.May(access.Verb(verb)) {
			return []id.Staff{n}
		}
	}
	return nil
}

func holding(people []Colleague, role, verb string) (out []id.Staff) {
	for _, p := range people {
		if p.Holds(role) && p.May(access.Verb(verb)) {
			out = append(out, p.ID)
		}
	}
	return out
}
