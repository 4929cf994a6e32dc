package today_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"charthouse/web/href"
)

func TestTheNextFreeTimesLeadToTheBookingWithTheTimePicked(t *testing.T) {
	h := open(t)
	h.at(16, 0)
	c := h.client(t, "Nadia Haddad")
	b := h.as(t, 1)
	wantWords(t, b.get(href.FindTimes(c.String(), "", "", "")), http.StatusOK, "Find a time")
	a := b.get(href.FindTimes(c.String(), "1", "3", ""))
	wantWords(t, a, http.StatusOK, "Monday 4 May 2026 16:00 Dr Okafor 16:30 Dr Okafor Tuesday 5 May 2026 08:00 Dr Okafor")
	more := b.get(strings.ReplaceAll(regexp.MustCompile(`/times\?[^"]*from=[^"]*`).FindString(a.body), "&amp;", "&"))
	wantWords(t, more, http.StatusOK, "Dr Okafor")
	if strings.Contains(more.body, "Monday 4 May 2026") {
		t.Error("later times begin with those seen before")
	}
	link := regexp.MustCompile(`/book\?[^"]*day=2026-05-05[^"]*start=08%3A30[^"]*`).FindString(a.body)
	form := b.get(strings.ReplaceAll(link, "&amp;", "&"))
	for _, want := range []string{`value="08:30" checked`, `value="Nadia Haddad"`} {
		if !strings.Contains(form.body, want) {
			t.Errorf("%s leads to a form without %s", link, want)
		}
	}
}

func TestASearchForTimesSaysWhatIsWrongAndThatNothingIsFree(t *testing.T) {
	h := open(t)
	h.at(16, 0)
	b := h.as(t, 1)
	a := b.get("/times?type=1&weekday=6&weekday=7")
	wantWords(t, a, http.StatusOK, "No free time")
	wantWords(t, b.get("/times?type="), http.StatusUnprocessableEntity, "Choose what kind of visit it is.")
	a = b.get("/times?type=1&part=night&from=soon")
	wantWords(t, a, http.StatusUnprocessableEntity, "Write the first day that would do.", "Choose morning, afternoon, evening, or any time.")
	if strings.Count(a.body, `aria-invalid="true"`) < 2 {
		t.Error("the fields are not marked")
	}
}

func TestATimeThatIsFoundWithARoomIsBookedInIt(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	b := h.as(t, 1)
	if a := b.get("/times"); strings.Contains(a.body, "With a room or equipment") {
		t.Error("a practice without sorts is asked for one")
	}
	h.owned(t, `insert into place_sorts (name, kind) values ('Treatment room', 'room'); update places set sort_id = 1 where name = 'Room 5'`)
	a := b.get("/times?type=1&clinician=3&sort=1")
	wantWords(t, a, http.StatusOK, "With a room or equipment What its kind takes Treatment room", "09:00 Dr Okafor")
	link := regexp.MustCompile(`/book\?[^"]*place=[^"]*`).FindString(a.body)
	form := b.get(strings.ReplaceAll(link, "&amp;", "&"))
	if !regexp.MustCompile(`<option value="\d+" selected>Room 5`).MatchString(form.body) {
		t.Errorf("%s leads to a form without Room 5", link)
	}
}
