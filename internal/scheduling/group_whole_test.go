package scheduling_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// attended is the class at 10:00 with so many in it.
func attended(t *testing.T, n int) (d *dbtest.Database, cs []id.Client, vs []id.Visit) {
	d = class(t)
	cs = people(t, d, n)
	for _, c := range cs {
		vs = append(vs, booked(t, d, c, lesson("10:00")))
	}
	return d, cs, vs
}

func moveGroup(t *testing.T, d *dbtest.Database, c id.Client, v id.Visit, w scheduling.Wish, files ...id.Client) (moved scheduling.GroupMove, err error) {
	t.Helper()
	err = d.Write(t.Context(), desk, access.MoveVisit.On(files...), func(tx *db.Tx) error {
		moved, err = scheduling.MoveGroupTx(t.Context(), tx, scheduling.Member{Client: c, Visit: v}, w)
		return err
	})
	return moved, err
}

func cancelGroup(t *testing.T, d *dbtest.Database, c id.Client, v id.Visit, reason string, files ...id.Client) error {
	t.Helper()
	return d.Write(t.Context(), desk, access.CancelVisit.On(files...), func(tx *db.Tx) error {
		_, err := scheduling.CancelGroupTx(t.Context(), tx, scheduling.Member{Client: c, Visit: v}, reason)
		return err
	})
}

func uncancelGroup(t *testing.T, d *dbtest.Database, c id.Client, v id.Visit, files ...id.Client) error {
	t.Helper()
	return d.Write(t.Context(), desk, access.CancelVisit.On(files...), func(tx *db.Tx) error {
		_, err := scheduling.UncancelGroupTx(t.Context(), tx, scheduling.Member{Client: c, Visit: v})
		return err
	})
}

// starts are when the visits are, by the clocks.
func starts(t *testing.T, d *dbtest.Database, cs []id.Client, vs []id.Visit) (out []string) {
	t.Helper()
	for i, v := range vs {
		l := line(t, d, cs[i], v)
		out = append(out, fmt.Sprintf("%s with %s on %d", l.StartsLocal.Format("15:04"), l.Clinician, l.BookingID))
	}
	return out
}

func wantStarts(t *testing.T, d *dbtest.Database, cs []id.Client, vs []id.Visit, want ...string) {
	t.Helper()
	if got := starts(t, d, cs, vs); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("they are at %q; want %q", got, want)
	}
}

func TestAWholeGroupMovesAtOnceAndBack(t *testing.T) {
	d, cs, vs := attended(t, 3)
	if err := cancel(t, d, cs[2], vs[2], "Ill"); err != nil { // who left it stays where they were
		t.Fatal(err)
	}
	moved, err := moveGroup(t, d, cs[0], vs[0], scheduling.Wish{Start: "10:15", Clinician: "4", Version: 1}, cs[:2]...)
	if err != nil || len(moved.Members) != 2 {
		t.Fatal(moved, err)
	}
	wantStarts(t, d, cs, vs, "10:15 with Dr Ruiz on 2", "10:15 with Dr Ruiz on 2", "10:00 with Dr Okafor on 1")
	if n := bookings(t, d); n != 1 {
		t.Errorf("they hold %d bookings", n)
	}
	if _, err := moveGroup(t, d, cs[1], vs[1], moved.Was, cs[:2]...); err != nil {
		t.Fatal(err)
	}
	wantStarts(t, d, cs[:2], vs[:2], "10:00 with Dr Okafor on 3", "10:00 with Dr Okafor on 3")
	booked(t, d, client(t, d, "Kofi", "Boateng"), lesson("10:00")) // there is a place left
	_, err = book(t, d, client(t, d, "Ravi", "Pillai"), lesson("10:00"))
	wantConflict(t, err, "This group is full")
}

func TestAGroupMovesUnderTheRulesOfOneVisit(t *testing.T) {
	d, cs, vs := attended(t, 2)
	other := client(t, d, "Kofi", "Boateng")
	w := wish()
	w.Start = "14:00"
	booked(t, d, other, w)
	try := func(w scheduling.Wish) error { _, err := moveGroup(t, d, cs[0], vs[0], w, cs...); return err }
	wantConflict(t, try(scheduling.Wish{Start: "14:00"}), "Dr Okafor is taken at 14:00. Free then: ")
	if f, ok := errors.AsType[*fault.Fault](try(scheduling.Wish{Start: "19:00"})); !ok || f.Fields["anyway"] == "" {
		t.Errorf("outside hours: %v", f)
	}
	wantConflict(t, try(scheduling.Wish{Start: "15:00", Version: 9}), "Somebody moved this visit")
	_, err := moveGroup(t, d, cs[0], vs[0], scheduling.Wish{Start: "15:00"}, cs[0])
	wantConflict(t, err, "Somebody came to this group or left it")
	arrange(t, d, access.FlowVisit.On(cs[1]), fmt.Sprintf(`insert into visit_marks (client_id, visit_id, kind, at) values (%d, %d, 'seen', clock())`, cs[1], vs[1]))
	wantConflict(t, try(scheduling.Wish{Start: "15:00"}), "1 of the 2 of this group were seen already")
	wantConflict(t, cancelGroup(t, d, cs[0], vs[0], "Ill", cs...), "1 of the 2 of this group were seen already")
	wantStarts(t, d, cs, vs, "10:00 with Dr Okafor on 1", "10:00 with Dr Okafor on 1")
}

func TestAGroupMovesIntoAnotherOnlyWithAPlaceForAll(t *testing.T) {
	d, cs, vs := attended(t, 2)
	more := people(t, d, 2)
	first := booked(t, d, more[0], lesson("11:00"))
	second := booked(t, d, more[1], lesson("11:00"))
	s := scheduling.New(d.DB)
	o, _, n, err := s.OfferGroupMove(t.Context(), desk, cs[0], vs[0], scheduling.Wish{})
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	for _, f := range o.Free {
		if f.Clock() == "11:00" {
			t.Error("a group with one place is offered to two")
		}
	}
	_, err = moveGroup(t, d, cs[0], vs[0], scheduling.Wish{Start: "11:00"}, cs...)
	wantConflict(t, err, "A group is there already, and it has 1 place left for 2 people.")
	if err := cancel(t, d, more[1], second, "Ill"); err != nil {
		t.Fatal(err)
	}
	moved, err := moveGroup(t, d, cs[0], vs[0], scheduling.Wish{Start: "11:00"}, cs...)
	if err != nil || !moved.Joined {
		t.Fatal(moved, err)
	}
	wantStarts(t, d, append(cs, more[0]), append(vs, first), "11:00 with Dr Okafor on 2", "11:00 with Dr Okafor on 2", "11:00 with Dr Okafor on 2")
}

func TestAWholeGroupIsCancelledAtOnceAndBookedAgain(t *testing.T) {
	d, cs, vs := attended(t, 3)
	d.Clock.Move(time.Minute)
	if err := cancel(t, d, cs[2], vs[2], "Ill"); err != nil {
		t.Fatal(err)
	}
	d.Clock.Move(time.Minute)
	wantField(t, cancelGroup(t, d, cs[0], vs[0], "", cs[:2]...), "reason")
	if err := cancelGroup(t, d, cs[0], vs[0], "Dr Okafor is ill", cs[:2]...); err != nil {
		t.Fatal(err)
	}
	for i, c := range cs[:2] {
		if l := line(t, d, c, vs[i]); l.CancelledAt == nil || l.EndReason != "Dr Okafor is ill" {
			t.Errorf("the visit of %d: %v, %q", i, l.CancelledAt, l.EndReason)
		}
	}
	other := client(t, d, "Kofi", "Boateng")
	between := booked(t, d, other, wish())
	wantConflict(t, uncancelGroup(t, d, cs[0], vs[0], cs[:2]...), "Dr Okafor is taken at 10:00")
	if err := cancel(t, d, other, between, "Ill"); err != nil {
		t.Fatal(err)
	}
	wantConflict(t, uncancelGroup(t, d, cs[0], vs[0], cs...), "Somebody came to this group or left it") // the third left it before
	if err := uncancelGroup(t, d, cs[0], vs[0], cs[:2]...); err != nil {
		t.Fatal(err)
	}
	wantStarts(t, d, cs[:2], vs[:2], "10:00 with Dr Okafor on 1", "10:00 with Dr Okafor on 1")
	if n := bookings(t, d); n != 1 {
		t.Errorf("they hold %d bookings", n)
	}
	wantConflict(t, cancelGroup(t, d, cs[2], vs[2], "Ill", cs[2]), "This visit is cancelled")
}

// While the group moves to and fro and is cancelled and booked again, twelve want a place
// of it: no place is given twice, and nobody comes to a time that nothing holds.
func TestAGroupThatMovesWhileOthersComeKeepsToItsPlacesAndItsTime(t *testing.T) {
	d, cs, vs := attended(t, 1)
	more := people(t, d, 12)
	var refused atomic.Int64
	rush(18, func(i int) {
		var err error
		switch {
		case i < 12:
			_, err = book(t, d, more[i], lesson([]string{"10:00", "10:30"}[i%2]))
		case i < 14:
			_, err = moveGroup(t, d, cs[0], vs[0], scheduling.Wish{Start: []string{"10:30", "10:00"}[i%2]}, cs...)
		case i < 16:
			if err = cancelGroup(t, d, cs[0], vs[0], "Ill", cs...); err == nil {
				err = uncancelGroup(t, d, cs[0], vs[0], cs...)
			}
		default:
			_, err = move(t, d, cs[0], vs[0], scheduling.Wish{Start: []string{"10:30", "10:00"}[i%2]})
		}
		if err != nil && fault.KindOf(err) != fault.Conflict {
			t.Error(err)
		}
		if err != nil {
			refused.Add(1)
		}
	})
	t.Logf("%d were refused", refused.Load())
	if n := count(t, d, `select coalesce(max(n), 0) from (select count(*) n from visits v where not exists (select from visit_marks k where k.visit_id = v.id) group by v.booking_id) s`); n > 3 {
		t.Errorf("%d have a group of three", n)
	}
	if n := count(t, d, `select count(*) from visits v where not exists (select from visit_marks k where k.visit_id = v.id) and not exists (select from booking_resources h where h.booking_id = v.booking_id and h.freed_at is null)`); n != 0 {
		t.Errorf("%d came to a time that nothing holds", n)
	}
}
