package scheduling_test

import (
	"fmt"
	"strings"
	"testing"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

func refusal(err error) string {
	f, ok := err.(*fault.Fault)
	if !ok {
		return fmt.Sprint(err)
	}
	said := []string{f.Message}
	for name, words := range f.Fields {
		said = append(said, name+": "+words)
	}
	return strings.Join(said, " ")
}

// starting lists the times of Tuesday 5 May that a search finds with Dr Okafor, whose room is Room 1.
func starting(t *testing.T, s *scheduling.Service) (out []string) {
	t.Helper()
	found, err := s.FindTimes(t.Context(), desk, scheduling.Search{VisitType: "1", Clinician: "3", From: "2026-05-05", Until: "2026-05-05"}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		out = append(out, f.Clock())
	}
	return out
}

func TestARoomThatIsBeingPaintedIsNotOfferedAndHoldsLikeAVisit(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	paint := scheduling.Block{Place: "1", Day: "2026-05-05", Start: "09:00", End: "12:00", Title: "Painting"}
	b, err := s.BlockTime(t.Context(), desk, paint)
	if err != nil {
		t.Fatal(err)
	}
	if got := starting(t, s); len(got) == 0 || got[0] != "12:00" {
		t.Errorf("found are %v", got)
	}
	_, err = book(t, d, client(t, d, "Nadia", "Haddad"), wish()) // 10:30 in Room 1
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Room 1 is taken at 10:30") {
		t.Errorf("a visit in the room that is painted: %v", err)
	}
	if _, err := s.BlockTime(t.Context(), desk, paint); fault.KindOf(err) != fault.Conflict || !strings.Contains(refusal(err), "Room 1 is taken at that time. Move what is there") {
		t.Errorf("painted twice: %v", err)
	}
	day, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByRoom)
	if err != nil {
		t.Fatal(err)
	}
	if c := day.Calendars[0]; c.Name != "Room 1" || len(c.Blocks) != 1 || c.Blocks[0].Title != "Painting" || c.Blocks[0].ID != b || len(day.Calendars[1].Blocks) != 0 {
		t.Errorf("the day by room: %+v", day.Calendars)
	}
	week, err := s.CalendarWeek(t.Context(), desk, 0, scheduling.Whose{By: scheduling.ByRoom, Place: 1}, civil.New(2026, 5, 5))
	if err != nil || len(week.Calendars[1].Blocks) != 1 {
		t.Errorf("the week of the room: %+v, %v", week.Calendars, err)
	}
	was, opened, err := s.UnblockTime(t.Context(), desk, b, scheduling.OnlyThis)
	paint.Location = "1"
	if err != nil || was != paint || opened != 1 {
		t.Errorf("opened %d, it was %+v, %v", opened, was, err)
	}
	if got := starting(t, s); got[0] != "09:00" {
		t.Errorf("when it is open again, found are %v", got)
	}
}

func TestABlockIsOfSomebodyOrOfAPlaceThatIsThere(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	for _, tt := range []struct {
		clinician, place, want string
	}{
		{"", "", "clinician: Choose whose time it is, or a room or a piece of equipment."},
		{"", "99", "place: This place is closed for good."},
		{"", "x", "place: Choose one of the rooms or the equipment, or none."},
		{"99", "", "clinician: This clinician cannot be booked any more."},
	} {
		_, err := s.BlockTime(t.Context(), desk, scheduling.Block{Clinician: tt.clinician, Place: tt.place, Day: "2026-05-05", Start: "09:00", End: "12:00", Title: "Painting"})
		if !strings.Contains(refusal(err), tt.want) {
			t.Errorf("of %q in %q: %s", tt.clinician, tt.place, refusal(err))
		}
	}
	both := scheduling.Block{Clinician: "4", Place: "3", Day: "2026-05-05", Start: "09:00", End: "10:00", Title: "Training"}
	b, err := s.BlockTime(t.Context(), desk, both)
	if err != nil {
		t.Fatal(err)
	}
	for by, calendar := range map[scheduling.By]int{scheduling.ByClinician: 1, scheduling.ByEquipment: 0} {
		day, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), by)
		if err != nil || len(day.Calendars[calendar].Blocks) != 1 || day.Calendars[calendar].Blocks[0].ID != b {
			t.Errorf("by %q: %+v, %v", by, day.Calendars, err)
		}
	}
}

func TestTimeIsKeptFreeEveryWeekAndOpenedOneByOneOrTogether(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	booked(t, d, client(t, d, "Nadia", "Haddad"), scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-19", Start: "12:30"})
	lunch := scheduling.Block{Clinician: "3", Location: "1", Day: "2026-05-05", Start: "12:00", End: "13:00", Title: "Lunch"}
	weekly := scheduling.Repeat{Rule: "FREQ=WEEKLY", Times: "5"}
	_, err := s.BlockTimes(t.Context(), desk, lunch, weekly, false)
	if want := "On 1 of 5 days the time is taken. Nothing is kept free yet. leave: Taken: Tue 19 May 2026 (Dr Okafor). Choose another time, or leave these days out."; refusal(err) != want {
		t.Errorf("it says %s", refusal(err))
	}
	made, err := s.BlockTimes(t.Context(), desk, lunch, weekly, true)
	if err != nil || made.Kept != 4 || len(made.Left) != 1 {
		t.Fatalf("made %+v, %v", made, err)
	}
	days := func() string {
		t.Helper()
		var out []string
		for _, day := range []int{5, 12, 19, 26, 33} {
			got, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 1).Add(day-1), scheduling.ByClinician)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range got.Calendars[0].Blocks {
				if !h.Repeats {
					t.Errorf("the block of %d does not say that it repeats", day)
				}
				out = append(out, got.Date.Format("2 Jan"))
			}
		}
		return strings.Join(out, ", ")
	}
	if got, want := days(), "5 May, 12 May, 26 May, 2 Jun"; got != want {
		t.Errorf("kept on %s, want %s", got, want)
	}
	if _, n, err := s.UnblockTime(t.Context(), desk, made.First+1, scheduling.OnlyThis); err != nil || n != 1 || days() != "5 May, 26 May, 2 Jun" {
		t.Errorf("one is opened: %d, %s, %v", n, days(), err)
	}
	if _, n, err := s.UnblockTime(t.Context(), desk, made.First+2, scheduling.Following); err != nil || n != 2 || days() != "5 May" {
		t.Errorf("those after it are opened: %d, %s, %v", n, days(), err)
	}
	if _, n, err := s.UnblockTime(t.Context(), desk, made.First, scheduling.AllToCome); err != nil || n != 1 || days() != "" {
		t.Errorf("all are opened: %d, %s, %v", n, days(), err)
	}
}

func TestABlockThatRepeatsEnds(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	for _, tt := range []struct{ rule, times, until, want string }{
		{"FREQ=WEEKLY", "", "", "repeat_times: A series ends"},
		{"FREQ=DAILY", "201", "", "repeat_times: At most 200 of them"},
		{"FREQ=WEEKLY", "", "2029-05-05", "repeat_until: A series reaches two years at most"},
		{"FREQ=HOURLY", "3", "", "repeat: A series repeats by days"},
		{"FREQ=WEEKLY", "1", "", "repeat_times: This is once, or never."},
	} {
		_, err := s.BlockTimes(t.Context(), desk, scheduling.Block{Place: "1", Day: "2026-05-05", Start: "12:00", End: "13:00", Title: "Cleaning"}, scheduling.Repeat{Rule: tt.rule, Times: tt.times, Until: tt.until}, false)
		if !strings.Contains(refusal(err), tt.want) {
			t.Errorf("%s %s %s: %s", tt.rule, tt.times, tt.until, refusal(err))
		}
	}
}

// Of a block that repeats while visits are booked into its times, either is there, never both.
func TestABlockOfARoomIsExclusiveInPostgres(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	made, err := s.BlockTimes(t.Context(), desk, scheduling.Block{Place: "1", Day: "2026-05-05", Start: "12:00", End: "13:00", Title: "Cleaning"}, scheduling.Repeat{Rule: "FREQ=WEEKLY", Times: "3"}, false)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 13:00Z', true);
	update booking_resources set held = (select held from booking_resources where booking_id = 2) where booking_id = 1; commit`)
	if err == nil || !strings.Contains(err.Error(), "resource_taken") {
		t.Errorf("two blocks hold the room at once: %v", err)
	}
	if made.First != id.Booking(1) {
		t.Errorf("the first is %s", made.First)
	}
}
