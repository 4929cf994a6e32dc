package sample

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/sample/life"
	"charthouse/internal/worklist"
)

// chore is a task of the sample: its kind, its words, and in how many days it is due.
type chore struct {
	kind, words string
	days        int
	done        string // why it was closed by hand; empty where it is open
	mine        bool   // claimed by who made it
}

var chores = []chore{
	{"Call back", "Asked whether the exercises may hurt. Try after four.", 0, "", false},
	{"Call back", "Wants to move the next three visits, works shifts.", -1, "", true},
	{"Request records", "The letter of the clinic that operated on the knee.", 4, "", false},
	{"Scan insurance card", "New card since the first of the month.", 0, "", true},
	{"Ask for prior authorisation", "Ten more sessions; the payer approved six.", 2, "", false},
	{"Book a follow-up visit", "Left before we could book: in three weeks, mornings only.", 3, "", false},
	{"Request records", "Vaccination record from the former practice.", -3, "", false},
	{"Call back", "About the invoice of last month.", 0, "Explained the copay, paid at once.", false},
	{"Scan insurance card", "", 0, "Has no card any more, pays the visits herself.", false},
}

// ask has people of the desk ask each other for what no record knows.
func (l *loader) ask(ctx context.Context) error {
	door := worklist.New(l.db)
	types, err := door.TaskTypes(ctx, manager)
	if err != nil {
		return fmt.Errorf("read the kinds of tasks: %w", err)
	}
	kinds := map[string]string{}
	for _, t := range types {
		kinds[t.Name] = t.ID.String()
	}
	for i, c := range chores {
		v := l.seen(i*5, func(v *life.Visit) bool { return v.With != l.set.Clinicians[3] })
		if v == nil {
			return nil
		}
		l.at = l.now.Add(time.Duration(i-45) * time.Minute)
		if err := l.chore(ctx, door, l.actor(v.Desk.ID), v.Person.Number, c, kinds[c.kind]); err != nil {
			return fmt.Errorf("ask to %s: %w", c.kind, err)
		}
	}
	return nil
}

func (l *loader) chore(ctx context.Context, door *worklist.Service, who access.Actor, file id.Client, c chore, kind string) error {
	n, err := door.MakeTask(ctx, who, file, worklist.TaskForm{Type: kind, Words: c.words, Due: l.today.Add(c.days).String()})
	if err != nil {
		return err
	}
	if c.mine {
		if err := door.ClaimTask(ctx, who, file, n); err != nil {
			return err
		}
	}
	if c.done != "" {
		return door.CloseTask(ctx, who, file, n, worklist.Closing{Why: c.done})
	}
	return nil
}
