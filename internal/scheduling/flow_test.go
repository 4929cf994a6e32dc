package scheduling_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

func move(t *testing.T, d *dbtest.Database, c id.Client, visit id.Visit, w scheduling.Wish) (was scheduling.Wish, err error) {
	t.Helper()
	err = d.Write(t.Context(), desk, access.MoveVisit.On(c), func(tx *db.Tx) error {
		was, err = scheduling.MoveTx(t.Context(), tx, visit, w)
		return err
	})
	return was, err
}

func cancel(t *testing.T, d *dbtest.Database, c id.Client, visit id.Visit, reason string) error {
	t.Helper()
	return d.Write(t.Context(), desk, access.CancelVisit.On(c), func(tx *db.Tx) error {
		return scheduling.CancelTx(t.Context(), tx, visit, reason)
	})
}

func uncancel(t *testing.T, d *dbtest.Database, c id.Client, visit id.Visit) error {
	t.Helper()
	return d.Write(t.Context(), desk, access.CancelVisit.On(c), func(tx *db.Tx) error {
		return scheduling.UncancelTx(t.Context(), tx, visit)
	})
}

func TestAMoveFreesTheOldTimeTakesTheNewOneAndCanBeUndone(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	visit := booked(t, d, a, wish())
	was, err := move(t, d, a, visit, scheduling.Wish{Start: "14:00"})
	if err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.StartsLocal.Format("15:04") != "14:00" || l.Place != "Room 1" || l.Clinician != "Dr Okafor" {
		t.Errorf("moved to %+v", l)
	}
	if _, err := move(t, d, a, visit, was); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.StartsLocal.Format("15:04") != "10:30" {
		t.Errorf("moved back to %v", l.StartsLocal)
	}
	w := wish()
	w.Start = "14:00"
	other := booked(t, d, b, w)
	_, err = move(t, d, b, other, scheduling.Wish{Start: "10:30"})
	wantConflict(t, err, "Dr Okafor is taken at 10:30")
	if _, err := move(t, d, b, other, scheduling.Wish{Clinician: "4", Start: "10:30"}); err != nil {
		t.Errorf("to somebody else: %v", err)
	}
	if l := line(t, d, b, other); l.Clinician != "Dr Ruiz" || l.Place != "" {
		t.Errorf("with %s in %q: Dr Ruiz has no room", l.Clinician, l.Place)
	}
}

func TestAVisitThatSomebodyMovedMeanwhileIsNotMovedBlindly(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	visit := booked(t, d, c, wish())
	if _, err := move(t, d, c, visit, scheduling.Wish{Start: "14:00", Version: 1}); err != nil {
		t.Fatal(err)
	}
	_, err := move(t, d, c, visit, scheduling.Wish{Start: "15:00", Version: 1})
	wantConflict(t, err, "Somebody moved this visit to Tuesday 5 May, 14:00")
}

func TestACancellationNeedsAReasonFreesTheTimeAndCanBeUndoneWhileItIsFree(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	visit := booked(t, d, a, wish())
	wantField(t, cancel(t, d, a, visit, ""), "reason")
	if err := cancel(t, d, a, visit, "Ill"); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.CancelledAt == nil || l.EndReason != "Ill" || l.Station != "" {
		t.Errorf("cancelled: %+v", l)
	}
	if err := uncancel(t, d, a, visit); err != nil {
		t.Fatal(err)
	}
	if _, err := book(t, d, b, wish()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the time is held again: %v", err)
	}
	if err := cancel(t, d, a, visit, "Ill"); err != nil {
		t.Fatal(err)
	}
	booked(t, d, b, wish())
	wantConflict(t, uncancel(t, d, a, visit), "Dr Okafor is taken at 10:30")
}

func TestMarksFollowTheirOrderAndUndoTakesBackWhatTheyImplied(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	visit := booked(t, d, c, wish())
	mark := func(k scheduling.MarkKind) error {
		return s.Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: k})
	}
	unmark := func(k scheduling.MarkKind) error { return s.Unmark(t.Context(), desk, c, visit, k) }
	wantConflict(t, mark(scheduling.MarkArrived), "This visit is on Tuesday 5 May")
	d.Clock.Set(time.Date(2026, 5, 5, 14, 0, 0, 0, time.UTC)) // ten in New York
	wantConflict(t, mark(scheduling.MarkNoShow), "It is not 10:30 yet")
	if err := mark(scheduling.MarkRoomed); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, c, visit); l.ArrivedAt == nil || l.RoomedAt == nil || l.Place != "Room 1" || l.Flow(d.Clock.Now()) != scheduling.FlowRoom {
		t.Errorf("roomed: %+v", l)
	}
	wantConflict(t, unmark(scheduling.MarkArrived), "in a room")
	if err := unmark(scheduling.MarkRoomed); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, c, visit); l.ArrivedAt != nil {
		t.Error("the arrival that the room implied was kept")
	}
	d.Clock.Move(time.Hour)
	if err := mark(scheduling.MarkArrived); err != nil {
		t.Fatal(err)
	}
	wantConflict(t, mark(scheduling.MarkArrived), "already marked as arrived")
	wantConflict(t, mark(scheduling.MarkNoShow), "did not miss")
	d.Clock.Move(11 * time.Minute)
	if l := line(t, d, c, visit); !l.Clock(d.Clock.Now(), tens).Over() {
		t.Errorf("after eleven minutes: %v", l.Clock(d.Clock.Now(), tens))
	}
	if err := mark(scheduling.MarkSeen); err != nil {
		t.Fatal(err)
	}
	wantConflict(t, cancel(t, d, c, visit, "Ill"), "has taken place")
	wantConflict(t, unmark(scheduling.MarkArrived), "marked as seen")
	if err := unmark(scheduling.MarkSeen); err != nil {
		t.Fatal(err)
	}
	if err := unmark(scheduling.MarkArrived); err != nil {
		t.Fatal(err)
	}
	if err := mark(scheduling.MarkNoShow); err != nil {
		t.Fatal(err)
	}
	wantConflict(t, mark(scheduling.MarkArrived), "marked as missed")
	if err := unmark(scheduling.MarkNoShow); err != nil {
		t.Fatal(err)
	}
}

// tens are targets of ten minutes.
var tens = scheduling.Targets{Wait: 10 * time.Minute, Room: 10 * time.Minute, Leave: 10 * time.Minute}

func TestEachHandOffStartsAClockOfItsOwn(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	visit := booked(t, d, c, wish())                           // half an hour
	d.Clock.Set(time.Date(2026, 5, 5, 14, 20, 0, 0, time.UTC)) // ten minutes before
	var got []string
	for _, k := range []scheduling.MarkKind{scheduling.MarkArrived, scheduling.MarkRoomed, scheduling.MarkWith, scheduling.MarkReady} {
		if err := s.Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: k}); err != nil {
			t.Fatal(err)
		}
		d.Clock.Move(12 * time.Minute)
		l := line(t, d, c, visit)
		clock := l.Clock(d.Clock.Now(), tens)
		got = append(got, fmt.Sprint(l.Flow(d.Clock.Now()), " ", clock.Ran, " ", clock.Over()))
	}
	if diff := cmp.Diff([]string{"here 2m0s false", "room 12m0s true", "with 12m0s false", "ready 12m0s true"}, got); diff != "" {
		t.Errorf("the clocks (-want +got):\n%s", diff)
	}
	unmark := func(k scheduling.MarkKind) error { return s.Unmark(t.Context(), desk, c, visit, k) }
	wantConflict(t, unmark(scheduling.MarkWith), "ready to leave")
	wantConflict(t, s.Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: scheduling.MarkReady}), "already")
	if err := unmark(scheduling.MarkReady); err != nil {
		t.Fatal(err)
	}
	wantConflict(t, unmark(scheduling.MarkRoomed), "clinician is with them")
	if err := s.Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: scheduling.MarkSeen}); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, c, visit); l.Flow(d.Clock.Now()) != scheduling.FlowLeft || l.Clock(d.Clock.Now(), tens) != (scheduling.Clock{}) {
		t.Errorf("who has left is %s", l.Flow(d.Clock.Now()))
	}
}

func TestWhoIsSeenAtOnceHasArrivedAndTheUndoTakesBoth(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	visit := booked(t, d, c, wish())
	d.Clock.Set(time.Date(2026, 5, 5, 14, 30, 0, 0, time.UTC))
	for _, k := range []scheduling.MarkKind{scheduling.MarkWith, scheduling.MarkReady, scheduling.MarkSeen} {
		if err := s.Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: k}); err != nil {
			t.Fatal(err)
		}
		if l := line(t, d, c, visit); l.ArrivedAt == nil {
			t.Errorf("%s without an arrival", k)
		}
		if err := s.Unmark(t.Context(), desk, c, visit, k); err != nil {
			t.Fatal(err)
		}
		if l := line(t, d, c, visit); l.ArrivedAt != nil {
			t.Errorf("the undo of %s keeps the arrival that it implied", k)
		}
	}
}

func TestABlockKeepsVisitsOutUntilItIsRemoved(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	lunch := scheduling.Block{Clinician: "3", Day: "2026-05-05", Start: "10:00", End: "11:00", Title: "Lunch"}
	_, err := s.BlockTime(t.Context(), desk, scheduling.Block{Clinician: "3", Day: "2026-05-05", Start: "11:00", End: "10:00"})
	wantField(t, err, "end")
	wantField(t, err, "title")
	b, err := s.BlockTime(t.Context(), desk, lunch)
	if err != nil {
		t.Fatal(err)
	}
	_, err = book(t, d, c, wish())
	wantConflict(t, err, "Dr Okafor is taken at 10:30. Free then: 09:30, 11:00, 11:30.")
	was, _, err := s.UnblockTime(t.Context(), desk, b, scheduling.OnlyThis)
	if err != nil || was.Start != "10:00" || was.End != "11:00" || was.Title != "Lunch" {
		t.Fatalf("%+v, %v", was, err)
	}
	booked(t, d, c, wish())
	_, err = s.BlockTime(t.Context(), desk, was)
	wantConflict(t, err, "Dr Okafor is taken at 10:00")
}

func TestAnotherPatientsVisitIsNotReachable(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	visit := booked(t, d, a, wish())
	s := scheduling.New(d.DB)
	for what, err := range map[string]error{
		"cancel": cancel(t, d, b, visit, "Ill"),
		"mark":   s.Mark(t.Context(), desk, b, visit, scheduling.Mark{Kind: scheduling.MarkArrived}),
	} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestLastSeenIsTheVisitItselfOnceItWasSeen(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	w := wish()
	visit := booked(t, d, c, w)
	for _, kind := range []scheduling.MarkKind{scheduling.MarkArrived, scheduling.MarkSeen} {
		o, err := s.OpenVisit(t.Context(), desk, c, visit)
		if err != nil || o.LastSeen != nil {
			t.Fatalf("before it was seen: %v, %v", o.LastSeen, err)
		}
		d.Clock.Set(time.Date(2026, 5, 5, 14, 50, 0, 0, time.UTC))
		if err := s.Mark(t.Context(), desk, c, visit, scheduling.Mark{Kind: kind}); err != nil {
			t.Fatal(err)
		}
	}
	if o, err := s.OpenVisit(t.Context(), desk, c, visit); err != nil || o.LastSeen == nil || !o.LastSeen.Equal(d.Clock.Now()) {
		t.Errorf("afterwards: %v, %v", o.LastSeen, err)
	}
}
