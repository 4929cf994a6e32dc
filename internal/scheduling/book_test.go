package scheduling_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// tomorrow at half past ten with Dr Okafor, a follow-up.
func wish() scheduling.Wish {
	return scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05", Start: "10:30"}
}

func book(t testing.TB, d *dbtest.Database, c id.Client, w scheduling.Wish) (id.Visit, error) {
	return db.Make(t.Context(), d.DB, desk, access.BookVisit.On(c), func(tx *db.Tx) (id.Visit, error) {
		made, err := scheduling.BookTx(t.Context(), tx, w)
		return made.Visit, err
	})
}

func booked(t testing.TB, d *dbtest.Database, c id.Client, w scheduling.Wish) id.Visit {
	t.Helper()
	v, err := book(t, d, c, w)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func line(t testing.TB, d *dbtest.Database, c id.Client, visit id.Visit) (l scheduling.Line) {
	t.Helper()
	err := d.Read(t.Context(), desk, access.OpenVisit.On(c), func(v *db.View) (err error) {
		l, err = scheduling.LineOf(t.Context(), v, visit)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func wantField(t *testing.T, err error, field string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid || f.Fields[field] == "" {
		t.Errorf("%v; want a sentence under %s", err, field)
	}
}

func wantConflict(t *testing.T, err error, words string) {
	t.Helper()
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), words) {
		t.Errorf("%v; want a conflict that says %q", err, words)
	}
}

func TestABookingKeepsTheWallTimeAndTakesRoomFeeAndCoverageByItself(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	arrange(t, d, access.EditCoverage.On(c),
		`insert into payers (name) values ('Meridian')`,
		fmt.Sprintf(`insert into coverages (client_id, payer_id, plan) values (%d, 1, 'PPO')`, c))
	l := line(t, d, c, booked(t, d, c, wish()))
	got := fmt.Sprint(l.StartsLocal.Format("2006-01-02 15:04"), "|", l.StartsAt.UTC().Format("15:04"), "|", l.Minutes(), "|",
		l.Place, "|", l.FeeCents, "|", l.Payer, "|", l.BookedBy, "|", l.Station)
	if want := "2026-05-05 10:30|14:30|30|Room 1|12000|Meridian|Tomasz Wieczorek|arrived"; got != want {
		t.Errorf("booked\n got %s\nwant %s", got, want)
	}
	w := wish()
	w.Start, w.Coverage, w.Place = "11:00", scheduling.SelfPay, "none"
	if l := line(t, d, c, booked(t, d, c, w)); l.Payer != "" || l.Place != "" {
		t.Errorf("self-pay without a room: %s, %s", l.Payer, l.Place)
	}
}

func TestATakenTimeIsRefusedWithTheNearestFreeOnes(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	booked(t, d, a, wish())
	_, err := book(t, d, b, wish())
	wantConflict(t, err, "Dr Okafor is taken at 10:30. Free then: 09:30, 10:00, 11:00.")
	w := wish()
	w.Clinician, w.Place, w.Start = "4", "1", "10:45"
	_, err = book(t, d, b, w)
	wantConflict(t, err, "Room 1 is taken at 10:45.")
}

func TestADayWithoutFreeTimeSaysSo(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	for m := 9 * 60; m < 17*60; m += 30 {
		w := wish()
		w.Start = fmt.Sprintf("%02d:%02d", m/60, m%60)
		booked(t, d, c, w)
	}
	_, err := book(t, d, c, wish())
	wantConflict(t, err, "Nothing is free on this day")
}

func TestWhatCannotBeBookedIsSaidFieldByField(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	for field, change := range map[string]func(*scheduling.Wish){
		"clinician": func(w *scheduling.Wish) { w.Clinician = "" },
		"type":      func(w *scheduling.Wish) { w.VisitType = "99" },
		"day":       func(w *scheduling.Wish) { w.Day = "2026-02-30" },
		"start":     func(w *scheduling.Wish) { w.Start = "10:31" },
		"other":     func(w *scheduling.Wish) { w.Other = "half past" },
		"place":     func(w *scheduling.Wish) { w.Place = "99" },
		"coverage":  func(w *scheduling.Wish) { w.Coverage = "99" },
		"anyway":    func(w *scheduling.Wish) { w.Start = "19:00" },
		"reason":    func(w *scheduling.Wish) { w.Reason = strings.Repeat("x", 501) },
	} {
		w := wish()
		change(&w)
		_, err := book(t, d, c, w)
		wantField(t, err, field)
	}
}

func TestOutsideHoursIsBookedOnceItIsMeant(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	for _, w := range []scheduling.Wish{
		{Clinician: "3", VisitType: "1", Day: "2026-05-05", Start: "16:45"}, // past the end of work
		{Clinician: "3", VisitType: "1", Day: "2026-05-09", Start: "10:00"}, // a Saturday
	} {
		_, err := book(t, d, c, w)
		wantField(t, err, "anyway")
		w.Anyway = true
		booked(t, d, c, w)
	}
}

func TestThePastIsForThoseWhoWalkIn(t *testing.T) {
	d := practice(t) // noon in New York on Monday 4 May
	c := client(t, d, "Nadia", "Haddad")
	w := wish()
	w.Day, w.Start = "2026-05-04", "11:30"
	_, err := book(t, d, c, w)
	wantField(t, err, "start")
	w.WalkIn = true
	if l := line(t, d, c, booked(t, d, c, w)); l.ArrivedAt == nil || l.ArrivedBy != "Tomasz Wieczorek" || l.Station != scheduling.Seen {
		t.Errorf("walked in: %+v", l)
	}
	w.Day = "2026-05-05"
	_, err = book(t, d, c, w)
	wantField(t, err, "day")
}

func TestTheSkippedHourIsRefusedAndTheRepeatedOneAsked(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	w := scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2027-03-14", Start: "02:30", Anyway: true}
	_, err := book(t, d, c, w)
	wantField(t, err, "start")
	w.Day, w.Start = "2026-11-01", "01:30"
	_, err = book(t, d, c, w)
	wantField(t, err, "fold")
	w.Fold = "first"
	first := line(t, d, c, booked(t, d, c, w))
	w.Fold, w.Start = "", "01:30 second"
	second := line(t, d, c, booked(t, d, c, w))
	if second.StartsAt.Sub(first.StartsAt) != time.Hour || !second.StartsLocal.Equal(first.StartsLocal) {
		t.Errorf("first %v, second %v", first.StartsAt, second.StartsAt)
	}
}

// Of 200 who want 20 times at once, 20 get one and 180 are told plainly, whether
// they want one resource or three; nobody sees an error.
func TestOfTwoHundredBookersOfTwentySlotsTwentyWin(t *testing.T) {
	d := practice(t)
	var cs []id.Client
	for i := range 40 {
		cs = append(cs, client(t, d, "Client", fmt.Sprint(i)))
	}
	for name, ask := range map[string]func(i int) scheduling.Wish{
		"one resource": func(i int) scheduling.Wish {
			return scheduling.Wish{Clinician: "4", VisitType: "2", Day: "2026-05-05", Start: slot(i)}
		},
		"two, the room shared": func(i int) scheduling.Wish {
			return scheduling.Wish{Clinician: fmt.Sprint(3 + i%2), VisitType: "2", Day: "2026-05-06", Start: slot(i / 2), Place: "1"}
		},
		"three, two of them shared": func(i int) scheduling.Wish {
			return scheduling.Wish{Clinician: fmt.Sprint(3 + i%2), VisitType: "2", Day: "2026-05-07", Start: slot(i / 2), Place: "2", Equipment: "3"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			won, refused := stampede(t, d, cs, ask)
			if won != 20 || refused != 180 {
				t.Errorf("%d won, %d were refused; want 20 and 180", won, refused)
			}
		})
	}
}

func slot(i int) string { m := 9*60 + i%20*15; return fmt.Sprintf("%02d:%02d", m/60, m%60) }

func stampede(t *testing.T, d *dbtest.Database, cs []id.Client, ask func(int) scheduling.Wish) (won, refused int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	gate := make(chan bool)
	for i := range 200 {
		all.Go(func() {
			<-gate
			_, err := book(t, d, cs[i%len(cs)], ask(i))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				won++
			case fault.KindOf(err) == fault.Conflict && strings.Contains(err.Error(), "is taken at"):
				refused++
			default:
				t.Errorf("booker %d: %v", i, err)
			}
		})
	}
	close(gate)
	all.Wait()
	return won, refused
}

// Even a writer who takes no lock cannot hold a resource twice.
func TestTheDatabaseItselfExcludesASecondHolder(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	booked(t, d, c, wish())
	err := d.Write(t.Context(), desk, access.BookVisit.On(c), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `
			with b as (
			  insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
			  select kind, location_id, zone, starts_local, starts_at, ends_at from bookings limit 1
			  returning id
			)
			insert into booking_resources (booking_id, resource_id, held)
			select b.id, h.resource_id, h.held from b, booking_resources h`)
		return err
	})
	if !db.Broke(err, "resource_taken") {
		t.Errorf("%v", err)
	}
}
