package scheduling_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// weekly is twelve times at half past ten with Dr Okafor, from tomorrow on.
func weekly(times int) scheduling.Repeat {
	return scheduling.Repeat{Rule: "FREQ=WEEKLY", Times: fmt.Sprint(times)}
}

func check(t testing.TB, d *dbtest.Database, c id.Client, w scheduling.Wish, rep scheduling.Repeat) scheduling.Series {
	t.Helper()
	s, err := scheduling.New(d.DB).CheckSeries(t.Context(), desk, c, w, rep)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// free accepts whatever of the series is free.
func free(s scheduling.Series) (take []string) {
	for _, o := range s.Times {
		if o.State == scheduling.Open {
			take = append(take, o.Take(o.Free))
		}
	}
	return take
}

func bookSeries(t testing.TB, d *dbtest.Database, c id.Client, w scheduling.Wish, rep scheduling.Repeat) ([]id.Visit, error) {
	var made scheduling.MadeSeries
	err := d.Write(t.Context(), desk, access.BookVisit.On(c), func(tx *db.Tx) (err error) {
		made, err = scheduling.BookSeriesTx(t.Context(), tx, w, rep)
		return err
	})
	return made.Visits, err
}

// report is each time of a series, whether it is free, and what is near.
func report(s scheduling.Series) (out []string) {
	for _, o := range s.Times {
		said := o.Local.Format("2006-01-02 15:04 ") + string(o.State)
		if o.Why != "" {
			said += ": " + o.Why
		}
		for _, f := range o.Near {
			said += " " + f.Clock()
		}
		out = append(out, said)
	}
	return out
}

func TestASeriesIsReportedTimeByTime(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	taken := wish()
	taken.Day = "2026-05-12"
	booked(t, d, client(t, d, "Kofi", "Boateng"), taken)
	arrange(t, d, access.EditAvailability.Practice(),
		`insert into absences (staff_id, from_on, until_on) values (3, '2026-05-19', '2026-05-20')`,
		`insert into closures (name, from_on, until_on) values ('Painters', '2026-05-26', '2026-05-26')`)
	want := []string{
		"2026-05-05 10:30 free",
		"2026-05-12 10:30 taken: Dr Okafor is taken at 10:30. 09:30 10:00 11:00",
		"2026-05-19 10:30 outside: Dr Okafor is away until 20 May.",
		"2026-05-26 10:30 outside: Kestrel Lane is closed on this day: Painters.",
		"2026-06-02 10:30 free",
	}
	if diff := cmp.Diff(want, report(check(t, d, c, wish(), weekly(5)))); diff != "" {
		t.Error(diff)
	}
}

func TestASeriesKeepsItsWallTimeOverTheClockChange(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	w := wish()
	w.Day = "2026-10-27"
	vs, err := bookSeries(t, d, c, w, scheduling.Repeat{Rule: "FREQ=WEEKLY", Until: "2026-11-03", Take: free(check(t, d, c, w, weekly(2)))})
	if err != nil || len(vs) != 2 {
		t.Fatal(vs, err)
	}
	for i, at := range []string{"2026-10-27 10:30 14:30Z", "2026-11-03 10:30 15:30Z"} {
		l := line(t, d, c, vs[i])
		if got := l.StartsLocal.Format("2006-01-02 15:04 ") + l.StartsAt.UTC().Format("15:04Z"); got != at {
			t.Errorf("%s, want %s", got, at)
		}
	}
}

func TestTheHourThatIsSkippedIsRefusedForItsDayAndOfTheRepeatedOneTheFirstIsTaken(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	w := scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2027-03-13", Start: "02:30", Anyway: true}
	want := []string{
		"2027-03-13 02:30 free",
		"2027-03-14 02:30 nowhere: 02:30 does not exist on this day: the clocks go forward over it. Pick an earlier or a later time.",
		"2027-03-15 02:30 free",
	}
	if diff := cmp.Diff(want, report(check(t, d, c, w, scheduling.Repeat{Rule: "FREQ=DAILY", Times: "3"}))); diff != "" {
		t.Error(diff)
	}
	w.Day, w.Start = "2026-10-31", "01:30"
	s := check(t, d, c, w, scheduling.Repeat{Rule: "FREQ=DAILY", Times: "2"})
	if got := s.Times[1].Clock(); got != "01:30 (first)" {
		t.Errorf("the hour that comes twice is offered as %s", got)
	}
	vs, err := bookSeries(t, d, c, w, scheduling.Repeat{Rule: "FREQ=DAILY", Times: "2", Take: free(s)})
	if err != nil || len(vs) != 2 {
		t.Fatal(vs, err)
	}
	if at := line(t, d, c, vs[1]).StartsAt.UTC().Format(time.DateTime); at != "2026-11-01 05:30:00" {
		t.Errorf("the hour that comes twice is at %s", at)
	}
}

func TestOfASeriesWhatIsAcceptedIsBookedAndNothingElse(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	booked(t, d, client(t, d, "Kofi", "Boateng"), wish())
	rep := weekly(4)
	s := check(t, d, c, wish(), rep)
	rep.Take = append(free(s)[:2], s.Times[0].Take(s.Times[0].Near[2]), "") // the first at eleven, the last left out
	vs, err := bookSeries(t, d, c, wish(), rep)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range vs {
		l := line(t, d, c, v)
		got = append(got, l.StartsLocal.Format("2006-01-02 15:04 ")+l.Place+fmt.Sprint(" ", l.FeeCents))
	}
	want := []string{"2026-05-05 11:00 Room 1 12000", "2026-05-12 10:30 Room 1 12000", "2026-05-19 10:30 Room 1 12000"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestATimeThatWasTakenMeanwhileLeavesNothingOfTheSeries(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	rep := weekly(3)
	rep.Take = free(check(t, d, c, wish(), rep))
	taken := wish()
	taken.Day = "2026-05-19"
	booked(t, d, client(t, d, "Kofi", "Boateng"), taken)
	_, err := bookSeries(t, d, c, wish(), rep)
	wantConflict(t, err, "Tuesday 19 May, 10:30: Dr Okafor is taken at 10:30. Free then: 09:30, 10:00, 11:00.")
	if n := count(t, d, `select count(*) from series`) + count(t, d, `select count(*) from visits where client_id = `+c.String()); n != 0 {
		t.Errorf("%d rows of a series that was refused", n)
	}
}

func TestOnlyTimesOnDaysOfTheSeriesAreAccepted(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	for _, take := range [][]string{nil, {""}, {"0 2026-05-06 10:30"}, {"0 2026-05-05 10:30", "0 2026-05-05 11:00"}, {"7 2026-05-05 10:30"}, {"0 2026-05-05 10:31"}, {"soon"}} {
		rep := weekly(3)
		rep.Take = take
		_, err := bookSeries(t, d, c, wish(), rep)
		wantField(t, err, "take")
	}
	rep := weekly(3)
	rep.Until = "2026-06-30"
	_, err := scheduling.New(d.DB).CheckSeries(t.Context(), desk, c, wish(), rep)
	wantField(t, err, "repeat_until")
}

// A kind of visit that takes a place of a sort takes one that is free, visit by visit.
func TestEachVisitOfASeriesTakesAFreePlaceOfItsSort(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	arrange(t, d, access.EditSettings.Practice(),
		`insert into place_sorts (name, kind) values ('Treatment room', 'room')`,
		`update places set sort_id = 1 where kind = 'room'`,
		`insert into visit_type_needs values (1, 1)`)
	w := wish()
	w.Clinician = "4" // who has no room
	other := wish()
	other.Clinician, other.VisitType, other.Place = "3", "2", "1"
	booked(t, d, client(t, d, "Kofi", "Boateng"), other)
	rep := weekly(2)
	rep.Take = free(check(t, d, c, w, rep))
	vs, err := bookSeries(t, d, c, w, rep)
	if err != nil || len(vs) != 2 {
		t.Fatal(vs, err)
	}
	if got := line(t, d, c, vs[0]).Place + ", " + line(t, d, c, vs[1]).Place; got != "Room 2, Room 1" {
		t.Errorf("they are in %s", got)
	}
}

// The report of 200 visits asks the database as often as that of two.
func TestALongSeriesIsCheckedWithoutAskingForEachVisit(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	began := time.Now()
	s := check(t, d, c, wish(), scheduling.Repeat{Rule: "FREQ=DAILY", Times: "200"})
	if took := time.Since(began); len(s.Times) != 200 || took > 3*time.Second {
		t.Errorf("%d times took %s", len(s.Times), took)
	}
	if !strings.Contains(report(s)[4], "Dr Okafor does not work at Kestrel Lane on a Saturday.") {
		t.Errorf("a Saturday: %s", report(s)[4])
	}
}

func count(t testing.TB, d *dbtest.Database, sql string) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
