package scheduling_test

import (
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// freeOn are the clocks at which Dr Okafor could see somebody for a follow-up.
func freeOn(t *testing.T, d *dbtest.Database, day string) string {
	t.Helper()
	w := wish()
	w.Day, w.Location = day, "1"
	var clocks []string
	err := d.Read(t.Context(), desk, access.OpenDay.Across(), func(v *db.View) error {
		free, err := scheduling.FreeTimes(t.Context(), v, w)
		for _, f := range free {
			clocks = append(clocks, f.Clock())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(clocks, " ")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func tuesdays(from, hours string) scheduling.WeekForm {
	return scheduling.WeekForm{From: from, Rows: []scheduling.WeekRow{{Weekday: "2", Hours: hours, Location: "1"}}}
}

func TestHoursCountFromTheirDayAndThoseBeforeStayKnown(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	must(t, s.SetWeek(t.Context(), manager, 3, tuesdays("2026-06-01", "09:00-10:00")))
	must(t, s.SetWeek(t.Context(), manager, 3, tuesdays("2026-07-01", "14:00-15:00")))
	must(t, s.SetWeek(t.Context(), manager, 3, tuesdays("2026-06-15", "11:00-12:00"))) // between the two
	for day, want := range map[string]string{
		"2026-06-02": "09:00 09:30", "2026-06-16": "11:00 11:30", "2026-06-30": "11:00 11:30", "2026-07-07": "14:00 14:30", "2026-07-08": "",
	} {
		if got := freeOn(t, d, day); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	if got := freeOn(t, d, "2026-05-26"); !strings.HasPrefix(got, "09:00") || !strings.HasSuffix(got, "16:30") {
		t.Errorf("before all that: %q", got)
	}
	w, err := s.FindWeek(t.Context(), manager, 3, civil.New(2026, 6, 20))
	if err != nil || len(w.Begins) != 3 || w.From != civil.New(2026, 6, 15) || len(w.Spans) != 1 {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestTheSameHoursAgainChangeNothing(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	must(t, s.SetWeek(t.Context(), manager, 3, tuesdays("2026-06-01", "09:00-10:00")))
	must(t, s.SetWeek(t.Context(), manager, 3, tuesdays("2026-06-09", "09:00-10:00")))
	if w, err := s.FindWeek(t.Context(), manager, 3, civil.New(2026, 6, 20)); err != nil || len(w.Begins) != 1 {
		t.Errorf("%v, %v", w.Begins, err)
	}
}

func TestAWeekWithoutHoursIsAPauseThatOtherHoursEnd(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	must(t, s.SetWeek(t.Context(), manager, 3, scheduling.WeekForm{From: "2026-06-01"}))
	must(t, s.SetWeek(t.Context(), manager, 3, tuesdays("2026-09-01", "09:00-10:00")))
	if got := freeOn(t, d, "2026-07-07") + "|" + freeOn(t, d, "2026-09-01"); got != "|09:00 09:30" {
		t.Errorf("in the pause and after it: %q", got)
	}
}

func TestWhoIsAwayIsFreeAtNoTimeAndTheRefusalSaysUntilWhen(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(), `insert into absences (staff_id, from_on, until_on) values (3, '2026-05-05', '2026-05-08')`)
	if got := freeOn(t, d, "2026-05-05") + freeOn(t, d, "2026-05-08"); got != "" {
		t.Errorf("free while away: %q", got)
	}
	if freeOn(t, d, "2026-05-11") == "" {
		t.Error("nothing is free after they are back")
	}
	c := client(t, d, "Nadia", "Haddad")
	_, err := book(t, d, c, wish())
	wantField(t, err, "anyway")
	if err == nil || !strings.Contains(err.(*fault.Fault).Fields["anyway"], "away until 8 May") {
		t.Errorf("%v", err)
	}
	w := wish()
	w.Anyway = true
	booked(t, d, c, w)
}

func TestAClosedDayHasNoFreeTimesWhereItIsClosed(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	booked(t, d, client(t, d, "Nadia", "Haddad"), wish())
	n, err := s.CloseDays(t.Context(), manager, scheduling.ClosureForm{Name: "Stocktaking", From: "2026-05-05", Location: "1"})
	if err != nil || n != 1 {
		t.Errorf("%d are booked then, %v", n, err)
	}
	if got := freeOn(t, d, "2026-05-05"); got != "" {
		t.Errorf("free on a closed day: %q", got)
	}
	w := wish()
	w.Start = "11:30"
	_, err = book(t, d, client(t, d, "Kofi", "Boateng"), w)
	if err == nil || !strings.Contains(err.(*fault.Fault).Fields["anyway"], "Kestrel Lane is closed on this day: Stocktaking.") {
		t.Errorf("%v", err)
	}
	closed, _, err := s.ListDays(t.Context(), manager)
	if err != nil || len(closed) != 1 {
		t.Fatalf("%v, %v", closed, err)
	}
	must(t, s.OpenDays(t.Context(), manager, closed[0].ID))
	if freeOn(t, d, "2026-05-05") == "" {
		t.Error("nothing is free once it is open again")
	}
}

func TestExtraHoursAreOfOneDayAndOverlapNoOthers(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	extra := scheduling.ExtraForm{Staff: "3", Location: "1", On: "2026-05-09", Hours: "09:00-10:00"}
	n, err := s.AddExtra(t.Context(), manager, extra)
	must(t, err)
	if got := freeOn(t, d, "2026-05-09") + "|" + freeOn(t, d, "2026-05-16"); got != "09:00 09:30|" {
		t.Errorf("that Saturday and the next: %q", got)
	}
	extra.On = "2026-05-05" // a Tuesday of the week
	_, err = s.AddExtra(t.Context(), manager, extra)
	wantField(t, err, "hours")
	arrange(t, d, access.EditSettings.Practice(), `insert into opening_hours (location_id, weekday, opens, closes) values (1, 6, '08:00', '12:00')`)
	err = s.SetWeek(t.Context(), manager, 3, scheduling.WeekForm{Rows: []scheduling.WeekRow{{Weekday: "6", Hours: "08:00-12:00", Location: "1"}}})
	wantConflict(t, err, "Remove those first")
	must(t, s.RemoveExtra(t.Context(), manager, n))
	wantKind(t, s.RemoveExtra(t.Context(), manager, n), fault.NotFound)
}

func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Errorf("%v; want the kind %v", err, kind)
	}
}

func TestDaysThatMakeNoSenseAreRefusedAtTheirField(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	for field, f := range map[string]scheduling.ClosureForm{
		"name": {From: "2026-05-05"}, "from": {Name: "x", From: "soon"}, "until": {Name: "x", From: "2026-05-05", Until: "2026-05-01"},
		"location": {Name: "x", From: "2026-05-05", Location: "one"},
	} {
		_, err := s.CloseDays(t.Context(), manager, f)
		wantField(t, err, field)
	}
	good := scheduling.ExtraForm{Staff: "3", Location: "1", On: "2026-05-09", Hours: "09:00-10:00"}
	for field, edit := range map[string]func(*scheduling.ExtraForm){
		"staff": func(f *scheduling.ExtraForm) { f.Staff = "1" }, "on": func(f *scheduling.ExtraForm) { f.On = "" },
		"hours": func(f *scheduling.ExtraForm) { f.Hours = "10:00-09:00" }, "location": func(f *scheduling.ExtraForm) { f.Location = "" },
		"place": func(f *scheduling.ExtraForm) { f.Place = "99" },
	} {
		f := good
		edit(&f)
		_, err := s.AddExtra(t.Context(), manager, f)
		wantField(t, err, field)
	}
	var n id.Availability
	wantKind(t, s.RemoveExtra(t.Context(), manager, n+1), fault.NotFound) // a rule of the week is no extra
}
