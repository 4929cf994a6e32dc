package scheduling_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
)

func TestADayShowsWhoWorksWhatIsHeldAndWhatIsFree(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	booked(t, d, c, wish())
	w := wish()
	w.Start = "14:00"
	gone := booked(t, d, c, w)
	if err := cancel(t, d, c, gone, "Ill"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.BlockTime(t.Context(), desk, scheduling.Block{Clinician: "3", Day: "2026-05-05", Start: "12:00", End: "13:00", Title: "Lunch"}); err != nil {
		t.Fatal(err)
	}
	day, err := s.Day(t.Context(), desk, 0, civil.New(2026, 5, 5), scheduling.ByClinician)
	if err != nil || len(day.Calendars) != 2 {
		t.Fatalf("%d calendars, %v", len(day.Calendars), err)
	}
	okafor := day.Calendars[0]
	var open []string
	for _, g := range okafor.Open {
		open = append(open, fmt.Sprintf("%s-%s %v", g.From.In(day.Zone).Format("15:04"), g.To.In(day.Zone).Format("15:04"), g.Since != nil))
	}
	got := fmt.Sprint(day.At.Name, "|", okafor.Name, "|", okafor.Place, "|", len(okafor.Lines), "|", okafor.Blocks[0].Title, "|", strings.Join(open, " "))
	if want := "Kestrel Lane|Dr Okafor|Room 1|2|Lunch|09:00-10:30 false 11:00-12:00 false 13:00-14:00 false 14:00-14:30 true 14:30-17:00 false"; got != want {
		t.Errorf("day\n got %s\nwant %s", got, want)
	}
	saturday, err := s.Day(t.Context(), desk, 1, civil.New(2026, 5, 9), scheduling.ByClinician)
	if err != nil || len(saturday.Calendars) != 0 {
		t.Errorf("on a Saturday: %d calendars, %v", len(saturday.Calendars), err)
	}
	if _, err := s.Day(t.Context(), desk, 9, civil.Date{}, scheduling.ByClinician); fault.KindOf(err) != fault.NotFound {
		t.Errorf("at no location: %v", err)
	}
}

func TestNothingIsFreeBeforeNow(t *testing.T) {
	d := practice(t) // noon
	s := scheduling.New(d.DB)
	day, err := s.Day(t.Context(), desk, 0, civil.Date{}, scheduling.ByClinician)
	if err != nil || len(day.Calendars) != 2 || len(day.Calendars[0].Open) != 1 {
		t.Fatalf("%+v, %v", day, err)
	}
	if from := day.Calendars[0].Open[0].From; !from.Equal(time.Date(2026, 5, 4, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("free from %v", from)
	}
}

func TestFreeTimesLeaveOutWhereTheRoomOfTheHoursIsTaken(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	w := scheduling.Wish{Clinician: "4", VisitType: "1", Day: "2026-05-05", Start: "09:00", Place: "1"} // somebody else in Room 1
	booked(t, d, c, w)
	offer, err := scheduling.New(d.DB).Offer(t.Context(), desk, c, scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05"})
	if err != nil || len(offer.Free) != 15 || offer.Free[0].Clock() != "09:30" || offer.Client != "Nadia Haddad" {
		t.Errorf("%d free from %v for %s, %v", len(offer.Free), offer.Free, offer.Client, err)
	}
}

func TestFreeTimesKeepToTheOpeningHoursOfTheLocation(t *testing.T) {
	d := practice(t)
	c := client(t, d, "Nadia", "Haddad")
	arrange(t, d, access.EditSettings.Practice(), `update opening_hours set opens = '10:00', closes = '12:00' where weekday = 2`)
	offer, err := scheduling.New(d.DB).Offer(t.Context(), desk, c, scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05"})
	if err != nil || len(offer.Free) != 4 || offer.Free[0].Clock() != "10:00" || offer.Free[3].Clock() != "11:30" {
		t.Errorf("free are %v, %v", offer.Free, err)
	}
}
