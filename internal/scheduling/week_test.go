package scheduling_test

import (
	"fmt"
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
	week, err := s.CalendarWeek(t.Context(), desk, 0, 3, civil.New(2026, 5, 7))
	if err != nil {
		t.Fatal(err)
	}
	got := stands(week.Calendars, func(c scheduling.Calendar) string {
		return c.Date.Format("Mon 2") + fmt.Sprintf(" %d free", len(c.Open))
	})
	if want := "Mon 4 1 free: | Tue 5 2 free: Nadia Haddad 10:30 | Wed 6 1 free: | Thu 7 1 free: | Fri 8 1 free: | Sat 9 1 free: Elif Kaya 10:00"; got != want {
		t.Errorf("the week\n got %s\nwant %s", got, want)
	}
	own, err := s.CalendarWeek(t.Context(), access.StaffMember(4, "Dr Ruiz", access.Clinician), 0, 0, civil.Date{})
	if err != nil || own.Of != 4 || len(own.Calendars) != 5 || own.Date != civil.New(2026, 5, 4) {
		t.Errorf("one's own week is that of %d from %v with %d days, %v", own.Of, own.Date, len(own.Calendars), err)
	}
	if _, err := s.CalendarWeek(t.Context(), desk, 0, 1, civil.Date{}); fault.KindOf(err) != fault.NotFound {
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
