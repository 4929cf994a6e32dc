package scheduling_test

import (
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
)

func TestASecondClinicianIsHeldFreedAndMovedWithTheVisit(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	w := wish()
	w.Second = "4"
	visit := booked(t, d, a, w)
	theirs := wish()
	theirs.Clinician = "4"
	_, err := book(t, d, b, theirs)
	wantConflict(t, err, "Dr Ruiz is taken at 10:30")
	day, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByClinician)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stands(day.Calendars, func(c scheduling.Calendar) string { return c.Name }), "Dr Okafor: Nadia Haddad 10:30 | Dr Ruiz: Nadia Haddad 10:30"; got != want || len(day.Lines()) != 1 {
		t.Errorf("the day, of %d visits\n got %s\nwant %s", len(day.Lines()), got, want)
	}
	if _, err := move(t, d, a, visit, scheduling.Wish{Start: "14:00"}); err != nil { // both go along
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.Second != "Dr Ruiz" {
		t.Errorf("after the move %q takes part", l.Second)
	}
	booked(t, d, b, theirs)
	_, err = move(t, d, a, visit, scheduling.Wish{Start: "10:30"})
	wantConflict(t, err, "Dr Ruiz is taken at 10:30")
	if _, err := move(t, d, a, visit, scheduling.Wish{Start: "10:30", Second: "none"}); err != nil {
		t.Fatal(err)
	}
	if l := line(t, d, a, visit); l.SecondID != 0 {
		t.Errorf("%q still takes part", l.Second)
	}
	for second, of := range map[string]string{"3": "the same clinician", "1": "the desk", "nobody": "no number"} {
		w := wish()
		w.Start, w.Second = "15:00", second
		if _, err := book(t, d, a, w); fault.KindOf(err) != fault.Invalid {
			t.Errorf("together with %s: %v", of, err)
		}
	}
}

func TestWhoIsAwayOrBusyElsewhereTakesPartOnlyIfMeant(t *testing.T) {
	d := practice(t)
	a := client(t, d, "Nadia", "Haddad")
	arrange(t, d, access.EditSettings.Practice(), `insert into absences (staff_id, from_on, until_on) values (4, '2026-05-12', '2026-05-13')`)
	arrange(t, d, access.EditSettings.Practice(), `insert into busy_feeds (staff_id, url, made_at) values (4, 'https://calendar.example/ruiz.ics', clock())`)
	arrange(t, d, access.EditSettings.Practice(), `insert into busy_times (staff_id, held, made_at) values (4, '[2026-05-05 14:40Z,2026-05-05 15:00Z)', clock())`)
	for day, why := range map[string]string{"2026-05-12": "Dr Ruiz is away until 13 May.", "2026-05-05": "Dr Ruiz is busy elsewhere from 10:40 to 11:00"} {
		w := wish()
		w.Second, w.Day = "4", day
		_, err := book(t, d, a, w)
		wantField(t, err, "anyway")
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("on %s: %v; want %s", day, err, why)
		}
		w.Anyway = true
		booked(t, d, a, w)
	}
}

func TestFreeTimesAreThoseOfBothClinicians(t *testing.T) {
	d := practice(t)
	theirs := wish()
	theirs.Clinician, theirs.Start = "4", "09:00"
	booked(t, d, client(t, d, "Kofi", "Boateng"), theirs)
	w := wish()
	w.Second = "4"
	offer, err := scheduling.New(d.DB).Offer(t.Context(), desk, client(t, d, "Nadia", "Haddad"), w)
	if err != nil || len(offer.Free) == 0 || offer.Free[0].Clock() != "09:30" {
		t.Errorf("free are %v, %v", offer.Free, err)
	}
}

func TestASeriesHoldsTheSecondClinicianEachTime(t *testing.T) {
	d := practice(t)
	a, b := client(t, d, "Nadia", "Haddad"), client(t, d, "Kofi", "Boateng")
	theirs := wish()
	theirs.Clinician, theirs.Day = "4", "2026-05-12"
	booked(t, d, b, theirs)
	w := wish()
	w.Second = "4"
	rep := weekly(3)
	s := check(t, d, a, w, rep)
	if len(free(s)) != 2 || s.Times[1].Why != "Dr Ruiz is taken at 10:30." {
		t.Fatalf("%d can be had; the second: %s", len(free(s)), s.Times[1].Why)
	}
	rep.Take = free(s)
	vs, err := bookSeries(t, d, a, w, rep)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vs {
		if l := line(t, d, a, v); l.Second != "Dr Ruiz" {
			t.Errorf("%s: %q takes part", l.StartsLocal, l.Second)
		}
	}
}

func TestASeriesMovesWithWhoeverTakesPartInEachOfItsVisits(t *testing.T) {
	d := practice(t)
	a := client(t, d, "Nadia", "Haddad")
	rep := weekly(3)
	rep.Take = free(check(t, d, a, wish(), rep))
	vs, err := bookSeries(t, d, a, wish(), rep)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := move(t, d, a, vs[1], scheduling.Wish{Second: "4"}); err != nil {
		t.Fatal(err)
	}
	later := scheduling.Wish{Start: "14:00", Second: "none"} // as the form of the first visit says
	s, err := scheduling.New(d.DB).CheckSeriesMove(t.Context(), desk, a, vs[0], scheduling.AllToCome, later)
	if err != nil || len(free(s)) != 3 {
		t.Fatalf("%d can be had, %v", len(free(s)), err)
	}
	if _, err := moveSeries(t, d, a, vs[0], scheduling.AllToCome, later, free(s)); err != nil {
		t.Fatal(err)
	}
	for i, v := range vs {
		if l := line(t, d, a, v); l.StartsLocal.Format("15:04") != "14:00" || (l.Second == "Dr Ruiz") != (i == 1) {
			t.Errorf("visit %d is at %s together with %q", i+1, l.StartsLocal.Format("15:04"), l.Second)
		}
	}
	if n := count(t, d, `select count(*) from booking_resources h join resources r on r.id = h.resource_id where r.staff_id = 4 and h.freed_at is null`); n != 1 {
		t.Errorf("who takes part is held %d times", n)
	}
}
