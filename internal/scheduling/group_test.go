package scheduling_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// class is the practice with a group of three: visit type 3, of 45 minutes.
func class(t testing.TB) *dbtest.Database {
	t.Helper()
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(), `insert into visit_types (name, minutes, capacity) values ('Back class', 45, 3)`)
	return d
}

func lesson(start string) scheduling.Wish {
	return scheduling.Wish{Clinician: "3", VisitType: "3", Day: "2026-05-05", Start: start}
}

func people(t testing.TB, d *dbtest.Database, n int) (cs []id.Client) {
	t.Helper()
	for i := range n {
		cs = append(cs, client(t, d, "Client", fmt.Sprint(i)))
	}
	return cs
}

func bookings(t *testing.T, d *dbtest.Database) int {
	t.Helper()
	return count(t, d, `select count(distinct h.booking_id) from booking_resources h where h.freed_at is null`)
}

func TestSeveralShareOneTimeUpToTheirPlaces(t *testing.T) {
	d := class(t)
	cs := people(t, d, 5)
	for _, c := range cs[:3] {
		booked(t, d, c, lesson("10:00"))
	}
	if n := bookings(t, d); n != 1 {
		t.Errorf("three of a group hold %d bookings", n)
	}
	_, err := book(t, d, cs[3], lesson("10:00"))
	wantConflict(t, err, "This group is full")
	_, err = book(t, d, cs[3], wish()) // 10:30, another kind, while the class goes on
	wantConflict(t, err, "Dr Okafor is taken at 10:30")
	_, err = book(t, d, cs[3], lesson("10:15"))
	wantConflict(t, err, "Dr Okafor is taken at 10:15")
	booked(t, d, cs[3], lesson("11:00"))
	_, err = book(t, d, cs[3], lesson("11:00"))
	wantConflict(t, err, "in this group already")
	s := scheduling.New(d.DB)
	offered := func() (out []string) {
		o, err := s.Offer(t.Context(), desk, cs[4], lesson("10:00"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range o.Free[:3] {
			out = append(out, f.Clock())
		}
		return out
	}
	if got := fmt.Sprint(offered()); got != "[09:00 11:00 11:45]" { // not 10:00, which is full
		t.Errorf("offered are %s", got)
	}
	day, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByClinician)
	if err != nil || len(day.Lines()) != 4 {
		t.Errorf("the day has %d visits, %v", len(day.Lines()), err)
	}
}

func TestAGroupHoldsItsTimeUntilTheLastHasLeftIt(t *testing.T) {
	d := class(t)
	cs := people(t, d, 4)
	var vs []id.Visit
	for _, c := range cs[:3] {
		vs = append(vs, booked(t, d, c, lesson("10:00")))
	}
	if err := cancel(t, d, cs[0], vs[0], "Ill"); err != nil {
		t.Fatal(err)
	}
	_, err := book(t, d, cs[3], wish())
	wantConflict(t, err, "Dr Okafor is taken at 10:30")
	other := booked(t, d, cs[3], lesson("10:00"))
	wantConflict(t, uncancel(t, d, cs[0], vs[0]), "This group is full")
	if err := cancel(t, d, cs[3], other, "Ill"); err != nil {
		t.Fatal(err)
	}
	if err := uncancel(t, d, cs[0], vs[0]); err != nil {
		t.Fatal(err)
	}
	for i, v := range vs {
		if err := cancel(t, d, cs[i], v, "Ill"); err != nil {
			t.Fatal(err)
		}
	}
	booked(t, d, cs[3], wish())
}

func TestOneOfAGroupMovesAlone(t *testing.T) {
	d := class(t)
	cs := people(t, d, 3)
	var vs []id.Visit
	for _, c := range cs {
		vs = append(vs, booked(t, d, c, lesson("10:00")))
	}
	_, err := move(t, d, cs[0], vs[0], scheduling.Wish{Start: "10:30"}) // into their own group's time
	wantConflict(t, err, "Dr Okafor is taken at 10:30")
	was, err := move(t, d, cs[0], vs[0], scheduling.Wish{Start: "14:00"})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := line(t, d, cs[0], vs[0]), line(t, d, cs[1], vs[1]); a.StartsLocal.Format("15:04") != "14:00" || b.StartsLocal.Format("15:04") != "10:00" || a.BookingID == b.BookingID {
		t.Errorf("they are at %v and %v", a.StartsLocal, b.StartsLocal)
	}
	if _, err := move(t, d, cs[1], vs[1], scheduling.Wish{Start: "14:00"}); err != nil { // joins them
		t.Fatal(err)
	}
	if a, b := line(t, d, cs[0], vs[0]), line(t, d, cs[1], vs[1]); a.BookingID != b.BookingID {
		t.Error("two of a group at one time have two bookings")
	}
	if _, err := move(t, d, cs[0], vs[0], was); err != nil {
		t.Fatal(err)
	}
	if _, err := move(t, d, cs[1], vs[1], was); err != nil { // the last leaves 14:00
		t.Fatal(err)
	}
	if n := bookings(t, d); n != 1 {
		t.Errorf("together again they hold %d bookings", n)
	}
	other := client(t, d, "Kofi", "Boateng")
	w := wish()
	w.Start = "14:00"
	booked(t, d, other, w)
}

// Of twenty who want a place of three at once, three have one.
func TestAGroupNeverHasMoreThanItsPlaces(t *testing.T) {
	d := class(t)
	cs := people(t, d, 20)
	var won, refused atomic.Int64
	rush(20, func(i int) {
		switch _, err := book(t, d, cs[i], lesson("10:00")); fault.KindOf(err) {
		case fault.Internal:
			if err != nil {
				t.Error(err)
				return
			}
			won.Add(1)
		default:
			refused.Add(1)
		}
	})
	if won.Load() != 3 || refused.Load() != 17 || bookings(t, d) != 1 {
		t.Errorf("%d have a place, %d were refused, %d bookings", won.Load(), refused.Load(), bookings(t, d))
	}
	_, err := d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', (select array_agg(id) from clients), true, '', '2026-05-04 13:00Z', true);
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select (select max(id) from clients), booking_id, 3, 3, clock() from visits limit 1; commit`)
	if err == nil || !strings.Contains(err.Error(), "is full") {
		t.Errorf("Postgres says of a fourth: %v", err)
	}
}
