package scheduling_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

func double(t testing.TB, d *dbtest.Database, c id.Client, w scheduling.Wish) (id.Visit, error) {
	return db.Make(t.Context(), d.DB, desk, access.DoubleBook.On(c), func(tx *db.Tx) (id.Visit, error) {
		made, err := scheduling.BookTx(t.Context(), tx, w.Over())
		return made.Visit, err
	})
}

func TestATimeIsTakenTwiceOnlyForAReason(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	booked(t, d, a, wish())
	w := wish()
	w.Double = "Urgent, fits between"
	_, err := book(t, d, b, w) // a reason alone books nothing over: that is an act of its own
	wantConflict(t, err, "Dr Okafor is taken at 10:30")
	if _, err := double(t, d, b, wish()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	v, err := double(t, d, b, w)
	if err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, b, v); l.Double != "Urgent, fits between" || l.Place != "Room 1" {
		t.Errorf("it says %q, in %q", l.Double, l.Place)
	}
	if n := count(t, d, `select count(*) from booking_resources where lane = 1 and why <> ''`); n != 2 {
		t.Errorf("%d of the clinician and the room are held a second time", n)
	}
	offer, err := scheduling.New(d.DB).Offer(t.Context(), desk, a, wish())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range offer.Free {
		if f.Clock() == "10:30" {
			t.Error("a time that is held twice is offered")
		}
	}
}

func TestWhatWasBookedTwiceHoldsItsTimeAloneOnceItMoved(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	booked(t, d, a, wish())
	w := wish()
	w.Double = "Urgent"
	v, err := double(t, d, b, w)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := move(t, d, b, v, scheduling.Wish{Start: "14:00"}); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, b, v); l.Double != "" {
		t.Errorf("moved to a time of its own it still says %q", l.Double)
	}
	_, err = move(t, d, b, v, scheduling.Wish{Start: "10:30"})
	wantConflict(t, err, "Dr Okafor is taken at 10:30")
}

// Who stands beside another on purpose changes in place, whichever of the two they are.
func TestAChangeInPlaceNeedsNoSecondReason(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	first := booked(t, d, a, wish())
	w := wish()
	w.Double, w.Start = "Urgent", "10:45"
	second, err := double(t, d, b, w)
	if err != nil {
		t.Fatal(err)
	}
	for c, v := range map[id.Client]id.Visit{a: first, b: second} {
		if _, err := move(t, d, c, v, scheduling.Wish{Second: "4"}); err != nil {
			t.Errorf("somebody is to take part in visit %s: %v", v, err)
		}
		if _, err := move(t, d, c, v, scheduling.Wish{Second: "none"}); err != nil {
			t.Errorf("nobody is to take part in visit %s: %v", v, err)
		}
	}
	if _, err := move(t, d, b, second, scheduling.Wish{Start: "10:40"}); err != nil {
		t.Errorf("by five minutes, beside the same visit: %v", err)
	}
	if l := line(t, d, b, second); l.Double != "Urgent" {
		t.Errorf("it says %q", l.Double)
	}
	third := wish()
	third.Start = "11:30"
	booked(t, d, client(t, d, "Elif", "Kaya"), third)
	_, err = move(t, d, b, second, scheduling.Wish{Lasts: "60"}) // over a visit beside which nobody meant it to be
	wantConflict(t, err, "Dr Okafor is taken at 10:40")
}

func TestACancelledOneOfTwoAtATimeComesBackIntoItsLane(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	first := booked(t, d, a, wish())
	w := wish()
	w.Double = "Urgent"
	second, err := double(t, d, b, w)
	if err != nil {
		t.Fatal(err)
	}
	for c, v := range map[id.Client]id.Visit{a: first, b: second} {
		if err := cancel(t, d, c, v, "By mistake"); err != nil {
			t.Fatal(err)
		}
		if err := uncancel(t, d, c, v); err != nil {
			t.Errorf("the undo of visit %s: %v", v, err)
		}
	}
	if err := cancel(t, d, a, first, "Ill"); err != nil {
		t.Fatal(err)
	}
	w.Double = "Another one"
	if _, err := double(t, d, client(t, d, "Elif", "Kaya"), w); err != nil { // into the lane that got free
		t.Fatal(err)
	}
	wantConflict(t, uncancel(t, d, a, first), "Dr Okafor is taken at 10:30")
}

// Ten who mean it at once each get a lane: nobody is refused, nothing breaks.
func TestManyWhoDoubleBookAtOnceEachGetALane(t *testing.T) {
	d := practice(t)
	booked(t, d, client(t, d, "Nadia", "Haddad"), wish())
	var cs []id.Client
	for i := range 10 {
		cs = append(cs, client(t, d, "Client", fmt.Sprint(i)))
	}
	var wrong atomic.Int64
	rush(10, func(i int) {
		w := wish()
		w.Double = "Urgent"
		if _, err := double(t, d, cs[i], w); err != nil {
			wrong.Add(1)
			t.Error(err)
		}
	})
	if n := count(t, d, `select count(distinct lane) from booking_resources h join resources r on r.id = h.resource_id where r.staff_id = 3`); n != 11 || wrong.Load() > 0 {
		t.Errorf("%d lanes, %d refused", n, wrong.Load())
	}
}

func TestAVisitIsMadeLongerOnlyWhereThereIsRoom(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	visit := booked(t, d, a, wish())
	later := wish()
	later.Start = "11:30"
	booked(t, d, b, later)
	if _, err := move(t, d, a, visit, scheduling.Wish{Lasts: "60"}); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.Minutes() != 60 || l.StartsLocal.Format("15:04") != "10:30" {
		t.Errorf("it lasts %d minutes from %v", l.Minutes(), l.StartsLocal)
	}
	_, err := move(t, d, a, visit, scheduling.Wish{Lasts: "65"})
	wantConflict(t, err, "Dr Okafor is taken")
	for _, odd := range []string{"0", "-30", "7", "725", "an hour", "1e9"} {
		if _, err := move(t, d, a, visit, scheduling.Wish{Lasts: odd}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("for %s minutes: %v", odd, err)
		}
	}
	if _, err := move(t, d, a, visit, scheduling.Wish{Start: "14:00"}); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.Minutes() != 60 {
		t.Errorf("moved it lasts %d minutes", l.Minutes())
	}
}
