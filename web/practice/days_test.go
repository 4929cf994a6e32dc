package practice_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"charthouse/web/href"
)

func TestClosedDaysAndExtraHoursAreKeptShownAndRemoved(t *testing.T) {
	h := open(t)
	h.add(t, "Dr Chidi Okafor", "chidi@kestrellane.example", "clinician")
	b := h.as(t, "ingrid@kestrellane.example")
	b.post(href.Locations, "name", "Main street", "zone", "America/New_York")
	year := strconv.Itoa(h.Clock.Now().Year() + 1)
	closed := []string{"name", "Christmas", "from", year + "-12-24", "until", year + "-12-26"}
	extra := []string{"staff", "3", "on", year + "-05-05", "hours", "17-19", "location", "1"}
	for path, form := range map[string][]string{href.Closures: closed, href.Extras: extra} {
		if a := b.post(path, form...); a.status != http.StatusSeeOther || a.to != href.Days {
			t.Errorf("%s: %d to %s: %.600s", path, a.status, a.to, a.body)
		}
	}
	a := b.get(href.Days)
	for _, want := range []string{"Christmas", "24 Dec " + year + " to 26 Dec " + year, "all locations", "Dr Chidi Okafor", "5 May " + year + ", 17:00-19:00", "Main street"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the page does not show %s", want)
		}
	}
	if !strings.Contains(b.get(href.Weeks).body, "no hours yet") {
		t.Error("hours of one day count as hours of the week")
	}
	b.post(href.Closures + "/1/removal")
	b.post(href.Extras + "/1/removal")
	if a := b.get(href.Days); strings.Contains(a.body, "Christmas,") || !strings.Contains(a.body, "No closed days ahead.") || !strings.Contains(a.body, "No extra hours ahead.") {
		t.Error("they are still there")
	}
}

func TestRefusedDaysComeBackAsTheyWereTyped(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	for path, form := range map[string][]string{
		href.Closures: {"name", "Christmas party", "from", "2037-12-24", "until", "2037-12-20"},
		href.Extras:   {"staff", "", "on", "2037-05-05", "hours", "late in the day", "location", ""},
	} {
		a := b.post(path, form...)
		if a.status != http.StatusUnprocessableEntity || strings.Count(a.body, `aria-invalid="true"`) == 0 || !strings.Contains(a.body, form[3]) {
			t.Errorf("%s: %d", path, a.status)
		}
		for _, typed := range []string{"Christmas party", "late in the day"} {
			if strings.Contains(strings.Join(form, "|"), typed) && !strings.Contains(a.body, `value="`+typed+`"`) {
				t.Errorf("%q is gone", typed)
			}
		}
	}
}

func TestWhatAVisitTypeTakesIsKept(t *testing.T) {
	h := open(t)
	h.add(t, "Dr Chidi Okafor", "chidi@kestrellane.example", "clinician")
	b := h.as(t, "ingrid@kestrellane.example")
	b.post(href.Locations, "name", "Main street", "zone", "America/New_York")
	for _, name := range []string{"Room 2", "Room 3"} { // a sort that is there already is the same sort
		b.post(href.Places, "name", name, "kind", "room", "location", "1", "sort", "Treatment room")
	}
	b.post(href.VisitTypes, "name", "Dressing", "minutes", "30", "after", "10", "needs", "1", "clinicians", "3")
	a := b.get(href.VisitTypes + "/1")
	for _, want := range []string{`name="needs" value="1" checked`, `name="clinicians" value="3" checked`, `name="after" value="10"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the form does not show %s", want)
		}
	}
	if n := strings.Count(a.body, "Treatment room"); n != 1 {
		t.Errorf("the sort is offered %d times", n)
	}
}
