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
	"charthouse/internal/scheduling"
)

// onlineClass lets patients take a place of a class of three by themselves.
func onlineClass(t testing.TB) *dbtest.Database {
	d := online(t)
	arrange(t, d, access.EditSettings.Practice(), `insert into visit_types (name, minutes, capacity, online, online_notice_hours) values ('Back class', 45, 3, true, 0)`)
	return d
}

// classAtTen is a place of the class with Dr Okafor.
var classAtTen = scheduling.OnlineWish{At: "3|3|1|2026-05-05|10:00"}

// places are the times that are offered online for the class on the day of it.
func places(t testing.TB, d *dbtest.Database) (out []string) {
	t.Helper()
	slots, err := scheduling.New(d.DB).OnlineTimes(t.Context(), access.Nobody(), scheduling.Search{VisitType: "3", Clinician: "3", From: "2026-05-05"}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range slots {
		if s.Local.Day() == 5 && s.Local.Hour() < 12 {
			out = append(out, s.Clock())
		}
	}
	return out
}

func wantPlaces(t testing.TB, d *dbtest.Database, want ...string) {
	t.Helper()
	if got := places(t, d); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("offered are %s; want %s", got, want)
	}
}

func TestPatientsTakeThePlacesThatAreLeftAndOpenAGroupOfTheirOwn(t *testing.T) {
	d := onlineClass(t)
	cs := people(t, d, 2)
	booked(t, d, cs[0], lesson("10:00"))
	wantPlaces(t, d, "09:00", "10:00", "10:45", "11:15", "11:45")
	if err := bookOnline(t, d, classAtTen, "one"); err != nil {
		t.Fatal(err)
	}
	if err := bookOnline(t, d, scheduling.OnlineWish{At: "3|3|1|2026-05-05|09:00"}, "two"); err != nil { // nobody is there yet
		t.Fatal(err)
	}
	booked(t, d, cs[1], lesson("10:00"))
	wantPlaces(t, d, "09:00", "10:45", "11:15", "11:45") // ten is full
	if err := bookOnline(t, d, classAtTen, "three"); !errors.Is(err, scheduling.ErrTimeGone) {
		t.Errorf("a full group: %v", err)
	}
	if n := bookings(t, d); n != 2 {
		t.Errorf("four hold %d bookings", n)
	}
}

func TestAKeptPlaceIsTakenForOthersUntilItsMinutesAreOver(t *testing.T) {
	d := onlineClass(t)
	cs := people(t, d, 3)
	booked(t, d, cs[0], lesson("10:00"))
	mustKeep(t, d, classAtTen, "one")
	booked(t, d, cs[1], lesson("10:00")) // the place that nobody keeps
	wantPlaces(t, d, "09:00", "10:45", "11:15", "11:45")
	_, err := book(t, d, cs[2], lesson("10:00"))
	wantConflict(t, err, "This group is full")
	if err := keep(t, d, classAtTen, "two"); !errors.Is(err, scheduling.ErrTimeGone) {
		t.Errorf("another keeps the last place: %v", err)
	}
	if err := bookOnline(t, d, classAtTen, "one"); err != nil { // it is theirs
		t.Fatal(err)
	}
	mustKeep(t, d, scheduling.OnlineWish{At: "3|3|1|2026-05-05|11:00"}, "three") // a time is kept as ever
	wantPlaces(t, d, "09:00", "11:45")
	d.Clock.Move(scheduling.KeptFor + time.Minute)
	booked(t, d, cs[2], lesson("11:00"))
	mustKeep(t, d, scheduling.OnlineWish{At: "3|3|1|2026-05-05|11:00"}, "four")
	mustKeep(t, d, scheduling.OnlineWish{At: "3|3|1|2026-05-05|09:00"}, "four") // and lets the place go
	mustKeep(t, d, scheduling.OnlineWish{At: "3|3|1|2026-05-05|11:00"}, "five")
	mustKeep(t, d, scheduling.OnlineWish{At: "3|3|1|2026-05-05|11:00"}, "six")
}

func TestWhoIsInAGroupAlreadyIsAdmittedToTheVisitThatTheyHave(t *testing.T) {
	d := onlineClass(t)
	c := people(t, d, 1)[0]
	v := booked(t, d, c, lesson("10:00"))
	for in, want := range map[scheduling.OnlineWish]scheduling.Admitted{classAtTen: {Open: v}, {At: "3|3|1|2026-05-05|09:00"}: {}} {
		err := d.Read(t.Context(), access.Nobody(), access.BookOnline.On(c), func(view *db.View) error {
			got, err := scheduling.AdmitTx(t.Context(), view, in)
			if got != want {
				t.Errorf("%s: %+v; want %+v", in.At, got, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Of twenty who want one of three places online at once, three have one.
func TestOfManyWhoTakeAPlaceOnlineAsManyDoAsThereAre(t *testing.T) {
	d := onlineClass(t)
	booked(t, d, people(t, d, 1)[0], lesson("10:00"))
	var kept atomic.Int64
	rush(20, func(i int) {
		switch err := keep(t, d, classAtTen, fmt.Sprint(i)); {
		case err == nil:
			kept.Add(1)
		case !errors.Is(err, scheduling.ErrTimeGone):
			t.Error(err)
		}
	})
	if kept.Load() != 2 {
		t.Errorf("%d keep one of two places", kept.Load())
	}
}
