package scheduling_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// four is a series of four Tuesdays at half past ten.
func four(t testing.TB, d *dbtest.Database, c id.Client) []id.Visit {
	t.Helper()
	rep := weekly(4)
	rep.Take = free(check(t, d, c, wish(), rep))
	vs, err := bookSeries(t, d, c, wish(), rep)
	if err != nil || len(vs) != 4 {
		t.Fatal(vs, err)
	}
	return vs
}

func checkMove(t testing.TB, d *dbtest.Database, c id.Client, v id.Visit, scope scheduling.Scope, w scheduling.Wish) scheduling.Series {
	t.Helper()
	s, err := scheduling.New(d.DB).CheckSeriesMove(t.Context(), desk, c, v, scope, w)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func moveSeries(t testing.TB, d *dbtest.Database, c id.Client, v id.Visit, scope scheduling.Scope, w scheduling.Wish, take []string) (moved []id.Visit, err error) {
	err = d.Write(t.Context(), desk, access.MoveVisit.On(c), func(tx *db.Tx) (err error) {
		m, err := scheduling.MoveSeriesTx(t.Context(), tx, v, scope, w, take)
		moved = m.Visits
		return err
	})
	return moved, err
}

func cancelSeries(t testing.TB, d *dbtest.Database, c id.Client, v id.Visit, scope scheduling.Scope) (ended []id.Visit, err error) {
	err = d.Write(t.Context(), desk, access.CancelVisit.On(c), func(tx *db.Tx) (err error) {
		ended, err = scheduling.CancelSeriesTx(t.Context(), tx, v, scope, "The patient called")
		return err
	})
	return ended, err
}

// stand is when the visits are, and which are cancelled.
func stand(t testing.TB, d *dbtest.Database, c id.Client, vs []id.Visit) (out []string) {
	t.Helper()
	for _, v := range vs {
		l := line(t, d, c, v)
		said := l.StartsLocal.Format("2006-01-02 15:04 ") + strings.TrimSpace(l.Clinician+" "+l.Place)
		if l.CancelledAt != nil {
			said += " cancelled"
		}
		out = append(out, said)
	}
	return out
}

func TestThisAndFollowingVisitsMoveToTheSameTimeAndAsManyDaysOn(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	vs := four(t, d, c)
	to := scheduling.Wish{Day: "2026-05-13", Start: "11:00", Clinician: "4"}
	s := checkMove(t, d, c, vs[1], scheduling.Following, to)
	moved, err := moveSeries(t, d, c, vs[1], scheduling.Following, to, free(s))
	if err != nil || len(moved) != 3 {
		t.Fatal(moved, err)
	}
	o, err := scheduling.New(d.DB).OpenVisit(t.Context(), desk, c, vs[1])
	if want := (scheduling.Nth{Rule: "FREQ=WEEKLY;COUNT=4", N: 2, Of: 4, Others: 3}); err != nil || o.Series != want {
		t.Errorf("it is %+v, %v", o.Series, err)
	}
	want := []string{"2026-05-05 10:30 Dr Okafor Room 1", "2026-05-13 11:00 Dr Ruiz", "2026-05-20 11:00 Dr Ruiz", "2026-05-27 11:00 Dr Ruiz"}
	if diff := cmp.Diff(want, stand(t, d, c, vs)); diff != "" {
		t.Error(diff)
	}
}

// A week on, each visit takes the time of the next: that is no collision.
func TestASeriesMovesByItsOwnInterval(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	vs := four(t, d, c)
	to := scheduling.Wish{Day: "2026-05-12"}
	if _, err := moveSeries(t, d, c, vs[0], scheduling.AllToCome, to, free(checkMove(t, d, c, vs[0], scheduling.AllToCome, to))); err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-05-12 10:30 Dr Okafor Room 1", "2026-05-19 10:30 Dr Okafor Room 1", "2026-05-26 10:30 Dr Okafor Room 1", "2026-06-02 10:30 Dr Okafor Room 1"}
	if diff := cmp.Diff(want, stand(t, d, c, vs)); diff != "" {
		t.Error(diff)
	}
	// But the first alone meets the second, which stays.
	to.Day = "2026-05-19"
	_, err := moveSeries(t, d, c, vs[0], scheduling.AllToCome, to, free(checkMove(t, d, c, vs[0], scheduling.AllToCome, to))[:1])
	wantConflict(t, err, "Tuesday 19 May, 10:30: Dr Okafor is taken at 10:30.")
	if diff := cmp.Diff(want, stand(t, d, c, vs)); diff != "" {
		t.Errorf("a refused move left something:\n%s", diff)
	}
}

func TestWhatCannotMoveIsReportedAndStays(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	vs := four(t, d, c)
	taken := wish()
	taken.Day, taken.Start = "2026-05-19", "11:00"
	booked(t, d, client(t, d, "Kofi", "Boateng"), taken)
	to := scheduling.Wish{Start: "11:00"}
	s := checkMove(t, d, c, vs[0], scheduling.AllToCome, to)
	want := []string{"2026-05-05 11:00 free", "2026-05-12 11:00 free", "2026-05-19 11:00 taken: Dr Okafor is taken at 11:00. 10:00 10:30 11:30", "2026-05-26 11:00 free"}
	if diff := cmp.Diff(want, report(s)); diff != "" {
		t.Error(diff)
	}
	if _, err := moveSeries(t, d, c, vs[0], scheduling.AllToCome, to, free(s)); err != nil {
		t.Fatal(err)
	}
	if got := stand(t, d, c, vs)[2]; got != "2026-05-19 10:30 Dr Okafor Room 1" {
		t.Errorf("what could not move is at %s", got)
	}
}

// A visit that was moved by itself before, onto the day of the next, meets it.
func TestVisitsOfOneSeriesDoNotTakeOneTime(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	vs := four(t, d, c)
	err := d.Write(t.Context(), desk, access.MoveVisit.On(c), func(tx *db.Tx) error {
		_, err := scheduling.MoveTx(t.Context(), tx, vs[1], scheduling.Wish{Day: "2026-05-19", Start: "09:00"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s := checkMove(t, d, c, vs[0], scheduling.AllToCome, scheduling.Wish{Start: "11:00"})
	want := []string{"2026-05-05 11:00 free", "2026-05-19 11:00 free", "2026-05-19 11:00 taken: Dr Okafor is taken at 11:00. 10:00 10:30 11:30", "2026-05-26 11:00 free"}
	if diff := cmp.Diff(want, report(s)); diff != "" {
		t.Error(diff)
	}
}

func TestACancelledSeriesLeavesWhatIsOverAndFreesTheRest(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	vs := four(t, d, c)
	if _, err := cancelSeries(t, d, c, vs[2], "some"); err == nil {
		t.Error("an unknown scope is taken")
	}
	if ended, err := cancelSeries(t, d, c, vs[2], scheduling.Following); err != nil || len(ended) != 2 {
		t.Fatal(ended, err)
	}
	want := []string{"2026-05-05 10:30 Dr Okafor Room 1", "2026-05-12 10:30 Dr Okafor Room 1", "2026-05-19 10:30 Dr Okafor Room 1 cancelled", "2026-05-26 10:30 Dr Okafor Room 1 cancelled"}
	if diff := cmp.Diff(want, stand(t, d, c, vs)); diff != "" {
		t.Error(diff)
	}
	again := wish()
	again.Day = "2026-05-19"
	booked(t, d, c, again)
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 2)) // the first is over
	if ended, err := cancelSeries(t, d, c, vs[1], scheduling.AllToCome); err != nil || fmt.Sprint(ended) != fmt.Sprint(vs[1:2]) {
		t.Errorf("%v, %v", ended, err)
	}
	_, err := cancelSeries(t, d, c, vs[1], scheduling.AllToCome)
	wantConflict(t, err, "No visit of this series is to come any more.")
}
