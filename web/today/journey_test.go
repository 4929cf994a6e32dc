package today_test

import (
	"strings"
	"testing"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/web/browsertest"
	"charthouse/web/href"
)

// The desk's day without a pointer: walk to a visit, mark it, move it, turn the page.
func TestTheDayIsRunByKeys(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/?visit=1")
	b.See("Mark arrived")
	b.Press("a")
	b.See("Nadia Haddad has arrived.")
	b.Click("Undo")
	b.See("Nadia Haddad is as before.")
	b.Press("]")
	b.See("Tuesday 5 May")
	b.Press("b")
	b.See("Book a visit")
	if !strings.Contains(b.URL(), "day=2026-05-05") {
		t.Errorf("b books at %s", b.URL())
	}
}

func TestFreeTimesFollowWhatIsChosen(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.client(t, "Nadia Haddad")
	b := browsertest.Start(t)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/book?day=2026-05-05")
	b.Fill("Find the patient", "nadia")
	b.See("3 Feb 1968")
	b.Press("ArrowDown")
	b.Press("Enter")
	b.Fill("What for", "Follow-up, 30 minutes, $120.00")
	b.Fill("With", "Dr Okafor, Family")
	b.See("10:30")
	b.Click("10:30")
	b.Click("Book the visit")
	b.See("Nadia Haddad is booked for Tue 5 May, 10:30 with Dr Okafor.")
}

// Six clinicians and forty visits fit without sideways scrolling; a phone gets the list.
func TestTheDayFitsItsWindow(t *testing.T) {
	h := open(t)
	h.fill(t)
	b := browsertest.Start(t)
	b.Open(h.url + "/enter/1")
	for _, width := range []int64{1440, 390, 320} {
		b.Viewport(width, 800, width == 390)
		b.Open(h.url + "/")
		b.See("Nadia Haddad")
		b.See("Monday 4 May")
		b.NoSideways()
		b.Axe()
	}
}

func TestAToastCoversNothingOfTheVisitThatIsOpen(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + href.Book(href.Booking{Client: c, Type: 1, Clinician: 3, Day: civil.New(2026, 5, 4), Start: "16:15"}))
	b.Click("Book the visit")
	b.See("Nadia Haddad is booked for")
	b.Until("the toast stands above the popover", `document.querySelector('.toast').getBoundingClientRect().bottom <= document.querySelector('.pop').getBoundingClientRect().top`)
}

// Between a phone and a wide desk the bar takes a second line rather than cut off what books.
func TestEveryWindowReachesTheWayToBook(t *testing.T) {
	h := open(t)
	h.fill(t)
	b := browsertest.Start(t)
	b.Open(h.url + "/enter/1")
	for _, path := range []string{"/day/2026-05-06", "/day/2026-05-06?view=flow", "/week/2026-05-06"} {
		for _, width := range []int64{800, 1024, 1280} {
			b.Viewport(width, 800, false)
			b.Open(h.url + path)
			b.See("Book a visit")
			b.Within(".topbar .btn.primary")
			b.NoSideways()
		}
	}
}

// A sheet is laid on the table: forty visits that each ask for something are on one.
func TestTheSheetOfAFullDayPrintsOnOnePage(t *testing.T) {
	h := open(t)
	h.at(7, 0)
	for i := range 42 {
		c := h.client(t, people[i%len(people)])
		if _, err := clients.New(h.DB).RaiseAlert(t.Context(), desk, c, clients.AlertForm{Text: "Walk with them to the room, the left knee gives way"}); err != nil {
			t.Fatal(err)
		}
		h.book(t, c, 3+i%len(clinicians), 1, 8*60+i/len(clinicians)*30)
	}
	b := browsertest.Start(t)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/day/2026-05-04/huddle")
	b.See("Walk with them to the room")
	if n := b.Pages(false); n != 1 {
		t.Errorf("the sheet prints on %d pages", n)
	}
}
