package scheduling_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// stands names each calendar and what is in it.
func stands(calendars []scheduling.Calendar, name func(scheduling.Calendar) string) string {
	var out []string
	for _, c := range calendars {
		var lines []string
		for _, l := range c.Lines {
			lines = append(lines, l.Client+" "+l.StartsLocal.Format("15:04"))
		}
		out = append(out, strings.TrimSpace(name(c)+": "+strings.Join(lines, ", ")))
	}
	return strings.Join(out, " | ")
}

func of(clinicians ...id.Staff) scheduling.Whose { return scheduling.Whose{Clinicians: clinicians} }

func TestAWeekIsTheDaysOfAClinicianWhereverTheyWork(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into locations (name, zone) values ('Harbour', 'America/New_York'), ('Far West', 'America/Los_Angeles')`,
		`insert into availability (staff_id, location_id, weekday, starts, ends) values (3, 2, 6, '10:00', '12:00')`)
	booked(t, d, client(t, d, "Nadia", "Haddad"), wish()) // Tuesday 5 May
	w := wish()
	w.Day, w.Clinician = "2026-05-06", "4"
	booked(t, d, client(t, d, "Kofi", "Boateng"), w) // somebody else's
	w = scheduling.Wish{Clinician: "3", VisitType: "1", Location: "2", Day: "2026-05-09", Start: "10:00", Place: "none"}
	booked(t, d, client(t, d, "Elif", "Kaya"), w)
	s := scheduling.New(d.DB)
	week, err := s.CalendarWeek(t.Context(), desk, 0, of(3), civil.New(2026, 5, 7))
	if err != nil {
		t.Fatal(err)
	}
	got := stands(week.Calendars, func(c scheduling.Calendar) string {
		return c.Date.Format("Mon 2") + fmt.Sprintf(" %d free", len(c.Open))
	})
	if want := "Mon 4 1 free: | Tue 5 2 free: Nadia Haddad 10:30 | Wed 6 1 free: | Thu 7 1 free: | Fri 8 1 free: | Sat 9 1 free: Elif Kaya 10:00"; got != want {
		t.Errorf("the week\n got %s\nwant %s", got, want)
	}
	own, err := s.CalendarWeek(t.Context(), access.StaffMember(4, "Dr Ruiz", access.Clinician), 0, of(), civil.Date{})
	if err != nil || !slices.Equal(own.Of.Clinicians, []id.Staff{4}) || len(own.Calendars) != 5 || own.Date != civil.New(2026, 5, 4) {
		t.Errorf("one's own week is that of %v from %v with %d days, %v", own.Of, own.Date, len(own.Calendars), err)
	}
	if _, err := s.CalendarWeek(t.Context(), desk, 0, of(1), civil.Date{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("of somebody who sees nobody: %v", err)
	}
}

func TestADayIsSeenByItsRoomsAndByAllLocations(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into locations (name, zone) values ('Harbour', 'America/New_York'), ('Far West', 'America/Los_Angeles')`,
		`insert into availability (staff_id, location_id, weekday, starts, ends) values (4, 2, 2, '17:30', '19:00'), (4, 3, 2, '20:00', '21:00')`)
	booked(t, d, client(t, d, "Nadia", "Haddad"), wish())
	w := wish()
	w.Clinician, w.Place = "4", "none"
	booked(t, d, client(t, d, "Kofi", "Boateng"), w)
	for at, start := range map[id.Location]string{2: "18:00", 3: "20:00"} {
		w = scheduling.Wish{Clinician: "4", VisitType: "1", Location: at.String(), Day: "2026-05-05", Start: start, Place: "none", Anyway: true}
		booked(t, d, client(t, d, "Elif", "At "+at.String()), w)
	}
	s := scheduling.New(d.DB)
	rooms, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByRoom)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stands(rooms.Calendars, func(c scheduling.Calendar) string { return c.Name }), "No room: Kofi Boateng 10:30 | Room 1: Nadia Haddad 10:30 | Room 2:"; got != want {
		t.Errorf("by room\n got %s\nwant %s", got, want)
	}
	all, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByLocation)
	if err != nil {
		t.Fatal(err)
	}
	got := stands(all.Calendars, func(c scheduling.Calendar) string { return c.Location + " " + c.Name })
	if want := "Kestrel Lane Dr Okafor: Nadia Haddad 10:30 | Kestrel Lane Dr Ruiz: Kofi Boateng 10:30 | Harbour Dr Ruiz: Elif At 2 18:00"; got != want {
		t.Errorf("by location, on the same clocks\n got %s\nwant %s", got, want)
	}
}

func TestAWeekIsOfSeveralCliniciansOfALocationOrOfARoom(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into locations (name, zone) values ('Harbour', 'America/New_York')`,
		`insert into places (location_id, name, kind) values (2, 'Deck', 'room')`,
		`insert into resources (place_id) values (4)`,
		`insert into availability (staff_id, location_id, weekday, starts, ends) values (4, 2, 4, '17:30', '19:00')`)
	booked(t, d, client(t, d, "Nadia", "Haddad"), wish()) // Tuesday 5 May, Dr Okafor in Room 1
	w := wish()
	w.Clinician, w.Place = "4", "2"
	booked(t, d, client(t, d, "Kofi", "Boateng"), w)
	booked(t, d, client(t, d, "Elif", "Kaya"), scheduling.Wish{Clinician: "4", VisitType: "1", Location: "2", Day: "2026-05-07", Start: "18:00", Place: "4"})
	s := scheduling.New(d.DB)
	named := func(c scheduling.Calendar) string { return strings.TrimSpace(c.Date.Format("Mon ") + c.Name) }
	for _, tt := range []struct {
		at   id.Location
		of   scheduling.Whose
		want string
	}{
		{0, of(4, 3, 4), "Mon Dr Okafor: | Mon Dr Ruiz: | Tue Dr Okafor: Nadia Haddad 10:30 | Tue Dr Ruiz: Kofi Boateng 10:30 | Wed Dr Okafor: | Wed Dr Ruiz: | " +
			"Thu Dr Okafor: | Thu Dr Ruiz: Elif Kaya 18:00 | Fri Dr Okafor: | Fri Dr Ruiz:"},
		{1, scheduling.Whose{By: scheduling.ByLocation}, "Mon Dr Okafor: | Mon Dr Ruiz: | Tue Dr Okafor: Nadia Haddad 10:30 | Tue Dr Ruiz: Kofi Boateng 10:30 | Wed Dr Okafor: | Wed Dr Ruiz: | " +
			"Thu Dr Okafor: | Thu Dr Ruiz: | Fri Dr Okafor: | Fri Dr Ruiz:"},
		{2, scheduling.Whose{By: scheduling.ByLocation}, "Mon: | Tue: | Wed: | Thu Dr Ruiz: Elif Kaya 18:00 | Fri:"},
		{0, scheduling.Whose{By: scheduling.ByRoom}, "Mon Room 1: | Tue Room 1: Nadia Haddad 10:30 | Wed Room 1: | Thu Room 1: | Fri Room 1:"},
		{0, scheduling.Whose{By: scheduling.ByRoom, Place: 4}, "Mon Deck: | Tue Deck: | Wed Deck: | Thu Deck: Elif Kaya 18:00 | Fri Deck:"},
	} {
		week, err := s.CalendarWeek(t.Context(), desk, tt.at, tt.of, civil.New(2026, 5, 7))
		if err != nil {
			t.Fatal(err)
		}
		if got := stands(week.Calendars, named); got != tt.want {
			t.Errorf("%d, %v\n got %s\nwant %s", tt.at, tt.of, got, tt.want)
		}
	}
	for _, none := range []scheduling.Whose{of(3, 1), {By: scheduling.ByRoom, Place: 3}, {By: scheduling.ByRoom, Place: 99}} { // Tomasz, a machine, nothing
		if _, err := s.CalendarWeek(t.Context(), desk, 0, none, civil.Date{}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of %v: %v", none, err)
		}
	}
}

func TestAWeekOfALocationSaysHowManyItLeavesOut(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into staff (name, email) select 'Dr ' || n, n || '@example.org' from generate_series(5, 18) n`,
		`insert into resources (staff_id) select n from generate_series(5, 18) n`,
		`insert into availability (staff_id, location_id, weekday, starts, ends) select n, 1, 2, '09:00', '12:00' from generate_series(5, 18) n`)
	s := scheduling.New(d.DB)
	week, err := s.CalendarWeek(t.Context(), desk, 1, scheduling.Whose{By: scheduling.ByLocation}, civil.New(2026, 5, 7))
	if err != nil {
		t.Fatal(err)
	}
	tuesday := 0
	for _, c := range week.Calendars {
		if c.Date == civil.New(2026, 5, 5) {
			tuesday++
		}
	}
	if tuesday != scheduling.MostBeside || week.Left != 4 {
		t.Errorf("%d stand on Tuesday, %d are left out", tuesday, week.Left)
	}
	var many []id.Staff
	for n := range 13 {
		many = append(many, id.Staff(n+3))
	}
	if _, err := s.CalendarWeek(t.Context(), desk, 1, of(many...), civil.Date{}); err == nil || !strings.Contains(err.Error(), "At most 12 clinicians") {
		t.Errorf("thirteen at once: %v", err)
	}
}

// A visit stands with each piece of equipment that it holds, and is one visit of the day; a cancelled one still does.
func TestADayAndAWeekAreSeenByTheirEquipment(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into place_sorts (name, kind) values ('Ultrasound', 'equipment')`,
		`insert into places (location_id, name, kind, sort_id) values (1, 'Probe', 'equipment', 1)`,
		`insert into resources (place_id) values (4)`,
		`insert into visit_type_needs (visit_type_id, sort_id) values (2, 1)`)
	w := wish()
	w.VisitType, w.Equipment = "2", "3"
	booked(t, d, client(t, d, "Nadia", "Haddad"), w)
	w = wish()
	w.Start = "14:00"
	booked(t, d, client(t, d, "Kofi", "Boateng"), w) // takes none
	s := scheduling.New(d.DB)
	day, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByEquipment)
	if err != nil {
		t.Fatal(err)
	}
	name := func(c scheduling.Calendar) string { return c.Name }
	if got, want := stands(day.Calendars, name), "ECG: Nadia Haddad 10:30 | Probe: Nadia Haddad 10:30"; got != want {
		t.Errorf("by equipment\n got %s\nwant %s", got, want)
	}
	if !day.Equipped || len(day.Lines()) != 1 {
		t.Errorf("equipped %v, %d visits", day.Equipped, len(day.Lines()))
	}
	week, err := s.CalendarWeek(t.Context(), desk, 0, scheduling.Whose{By: scheduling.ByEquipment, Place: 4}, civil.New(2026, 5, 7))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stands(week.Calendars, func(c scheduling.Calendar) string { return c.Date.Format("Mon") }), "Mon: | Tue: Nadia Haddad 10:30 | Wed: | Thu: | Fri:"; got != want {
		t.Errorf("the week of one\n got %s\nwant %s", got, want)
	}
}
