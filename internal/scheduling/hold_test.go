package scheduling_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/scheduling"
)

// online lets patients book a Follow-up by themselves.
func online(t testing.TB) *dbtest.Database {
	t.Helper()
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into practice (name, zone, online_booking) values ('Kestrel Lane Health', 'America/New_York', true)`,
		`update visit_types set online = true, online_notice_hours = 0`)
	return d
}

// tenWithOkafor is a Follow-up with Dr Okafor, who then holds Room 1.
var tenWithOkafor = scheduling.OnlineWish{At: "1|3|1|2026-05-05|10:00"}

func keep(t testing.TB, d *dbtest.Database, in scheduling.OnlineWish, token string) error {
	t.Helper()
	return scheduling.New(d.DB).KeepTime(t.Context(), access.Nobody(), in, token)
}

func mustKeep(t testing.TB, d *dbtest.Database, in scheduling.OnlineWish, token string) {
	t.Helper()
	if err := keep(t, d, in, token); err != nil {
		t.Fatal(err)
	}
}

// offered is true where the search offers the time to others.
func offered(t testing.TB, d *dbtest.Database, clock string) bool {
	t.Helper()
	for _, s := range find(t, d, scheduling.Search{VisitType: "1", Clinician: "3", From: "2026-05-05", Until: "2026-05-05"}, 100) {
		if s.Local.Format("15:04") == clock {
			return true
		}
	}
	return false
}

func bookOnline(t testing.TB, d *dbtest.Database, in scheduling.OnlineWish, token string) error {
	t.Helper()
	c := client(t, d, "Nadia", "Haddad")
	return d.Write(t.Context(), access.Nobody(), access.BookOnline.On(c), func(tx *db.Tx) error {
		_, err := scheduling.BookOnlineTx(t.Context(), tx, in, "", token)
		return err
	})
}

func TestAKeptTimeIsTakenForAllOthersUntilItsMinutesAreOver(t *testing.T) {
	d := online(t)
	mustKeep(t, d, tenWithOkafor, "a")
	if offered(t, d, "10:00") {
		t.Error("the search offers a time that is kept")
	}
	if err := keep(t, d, tenWithOkafor, "b"); !errors.Is(err, scheduling.ErrTimeGone) {
		t.Errorf("kept twice: %v", err)
	}
	if err := bookOnline(t, d, tenWithOkafor, "b"); !errors.Is(err, scheduling.ErrTimeGone) {
		t.Errorf("booked by another: %v", err)
	}
	_, err := book(t, d, client(t, d, "Kofi", "Boateng"), scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05", Start: "10:00"})
	wantConflict(t, err, "Dr Okafor is taken at 10:00")
	_, err = scheduling.New(d.DB).BlockTime(t.Context(), desk, scheduling.Block{Clinician: "3", Location: "1", Day: "2026-05-05", Start: "10:15", End: "11:00", Title: "Calls"})
	wantConflict(t, err, "Dr Okafor is taken at 10:15")

	d.Clock.Move(scheduling.KeptFor - 1)
	if offered(t, d, "10:00") {
		t.Error("the search offers it before its minutes are over")
	}
	d.Clock.Move(1)
	if !offered(t, d, "10:00") {
		t.Error("its minutes are over, and the search does not offer it")
	}
	booked(t, d, client(t, d, "Kofi", "Boateng"), scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05", Start: "10:00"})
}

func TestWhoKeepsATimeBooksItAndKeepsOneOnly(t *testing.T) {
	d := online(t)
	mustKeep(t, d, scheduling.OnlineWish{At: "1|3|1|2026-05-05|14:00"}, "a")
	mustKeep(t, d, tenWithOkafor, "a")
	if !offered(t, d, "14:00") {
		t.Error("the first time is still kept")
	}
	if err := bookOnline(t, d, tenWithOkafor, "a"); err != nil {
		t.Fatal(err)
	}
	var holds, held int
	if err := d.Owner.QueryRow(t.Context(), `select (select count(*) from holds), (select count(*) from booking_resources)`).Scan(&holds, &held); err != nil || holds != 0 || held != 2 {
		t.Errorf("%d kept, %d held after the booking; %v", holds, held, err)
	}
	d.Clock.Move(2 * scheduling.KeptFor)
	if offered(t, d, "10:00") {
		t.Error("the visit ended with the minutes for which its time was kept")
	}
}

func TestOfManyWhoKeepTheSameTimeOneDoesAlsoWhereAnEarlierOneIsOver(t *testing.T) {
	d := online(t)
	for round := range 3 {
		var got [8]error
		var all sync.WaitGroup
		for i := range got {
			all.Go(func() { got[i] = keep(t, d, tenWithOkafor, fmt.Sprint(round, " ", i)) })
		}
		all.Wait()
		kept := 0
		for _, err := range got {
			if err == nil {
				kept++
			} else if !errors.Is(err, scheduling.ErrTimeGone) {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if kept != 1 {
			t.Errorf("round %d: %d keep it", round, kept)
		}
		d.Clock.Move(scheduling.KeptFor)
	}
}

func TestTimesThatAreOverVanish(t *testing.T) {
	d := online(t)
	for i := range 8 {
		mustKeep(t, d, scheduling.OnlineWish{At: fmt.Sprintf("1|4|1|2026-05-05|%02d:00", 9+i)}, fmt.Sprint(i))
	}
	d.Clock.Move(2 * time.Hour)
	mustKeep(t, d, scheduling.OnlineWish{At: "1|3|1|2026-05-06|10:00"}, "later")
	var n int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from bookings where kind = 'hold'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d are left, %v", n, err)
	}
}

func TestASeriesTakesTheTimesOfHoldsWhoseMinutesAreOver(t *testing.T) {
	d := online(t)
	mustKeep(t, d, tenWithOkafor, "a")
	c := client(t, d, "Kofi", "Boateng")
	w := scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05", Start: "10:00"}
	if s := check(t, d, c, w, weekly(2)); len(free(s)) != 1 {
		t.Fatalf("while it is kept, %d of 2 can be had", len(free(s)))
	}
	d.Clock.Move(scheduling.KeptFor + time.Minute)
	rep := weekly(2)
	rep.Take = free(check(t, d, c, w, rep))
	if vs, err := bookSeries(t, d, c, w, rep); err != nil || len(vs) != 2 {
		t.Errorf("%d booked, %v", len(vs), err)
	}
}
