package life

import (
	"context"
	"fmt"
	"hash/fnv"
	"testing"
	"time"

	"charthouse/internal/civil"
)

// listener hears what is told, and sums it up.
type listener struct {
	sum    uint64
	events int
	last   time.Time
	late   bool
	people int
}

func (l *listener) Tell(_ context.Context, e Event) error {
	h := fnv.New64a()
	fmt.Fprint(h, l.sum, e.At, e.What, e.Person.Given, e.Person.Family, e.Person.Born)
	if e.Visit != nil {
		fmt.Fprint(h, e.Visit.Start, e.Visit.With.Name, e.Visit.Words, e.Visit.Paid)
	}
	if e.Talk != nil {
		fmt.Fprint(h, e.Talk.Asks, e.Talk.Ended)
	}
	l.late = l.late || e.At.Before(l.last)
	l.sum, l.last = h.Sum64(), e.At
	if l.events++; e.What == Opened {
		l.people++
	}
	return nil
}

func told(t *testing.T, seed uint64, people int) *listener {
	t.Helper()
	kind := &Kind{Name: "Follow-up", Minutes: 30, Cents: 12000, Form: true, Weight: 1, Codes: [][2]string{{"I10", ""}}, Reasons: []string{"Cough"}, Sections: []Section{{Key: "plan", Title: "Plan"}}}
	week := map[int][]Shift{}
	for day := 1; day <= 5; day++ {
		week[day] = []Shift{{From: 480, To: 720}}
	}
	house := &House{Zone: time.UTC, Desk: []Member{{ID: 1}}, DueDays: 14, Payers: []*Payer{{Weight: 1, Days: 9, Denies: 0.1}}, Clinicians: []*Clinician{{
		Member: Member{Name: "Dr A"}, Week: week, Kinds: []*Kind{kind}, Signs: Habit{time.Hour, 1}, Course: [2]int{1, 4}, Every: [2]int{5, 20},
	}}}
	l := &listener{}
	plan := Plan{House: house, Seed: seed, People: people, First: civil.New(2025, 1, 1), Now: time.Date(2025, 6, 30, 10, 52, 0, 0, time.UTC), Quiet: time.Date(2025, 6, 22, 0, 0, 0, 0, time.UTC)}
	if err := Run(t.Context(), plan, l, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	if l.last.After(plan.Now) {
		t.Errorf("told of what happens at %s, after now", l.last)
	}
	return l
}

func TestTheSameSeedTellsTheSameLife(t *testing.T) {
	a, b, other := told(t, 7, 90), told(t, 7, 90), told(t, 8, 90)
	if a.sum != b.sum {
		t.Error("the same seed tells two lives")
	}
	if a.sum == other.sum {
		t.Error("another seed tells the same life")
	}
	if a.events < 1000 {
		t.Errorf("only %d happenings", a.events)
	}
}

func TestLifeIsToldInItsOrder(t *testing.T) {
	if l := told(t, 7, 90); l.late {
		t.Error("something was told after what came later")
	}
}

func TestAHouseHasTheFilesItIsAskedFor(t *testing.T) {
	if l := told(t, 7, 90); l.people < 75 || l.people > 95 {
		t.Errorf("%d files; 90 were asked for", l.people)
	}
}

func TestWorkGoesOnAfterADayThatHasNoMidnight(t *testing.T) {
	azores, err := time.LoadLocation("Atlantic/Azores")
	if err != nil {
		t.Fatal(err)
	}
	s := &story{house: &House{Zone: azores}}
	friday := time.Date(2026, 3, 27, 17, 0, 0, 0, azores)
	if got, want := s.worked(friday, 3*time.Hour), time.Date(2026, 3, 30, 10, 0, 0, 0, azores); !got.Equal(want) {
		t.Errorf("it is done at %s; want %s", got, want)
	}
}
