package today_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"charthouse/web/browsertest"
)

func TestAGroupIsOneBlockThatNamesEverybodyAndTakesAnother(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	kofi := h.client(t, "Kofi Boateng").String()
	h.owned(t, `insert into visit_types (name, minutes, capacity) values ('Back class', 45, 3)`)
	for _, name := range []string{"Nadia Haddad", "Elif Kaya"} {
		h.book(t, h.client(t, name), 3, 4, 10*60)
	}
	b := h.as(t, 1)
	a := b.get("/")
	wantWords(t, a, http.StatusOK, "Back class, 2 of 3 Nadia H., Elif K.")
	if n := strings.Count(a.body, `id="group-`); n != 1 {
		t.Errorf("%d blocks for one group", n)
	}
	open := b.get("/?group=1")
	wantWords(t, open, http.StatusOK, "Back class Dr Okafor · Room 1 · 10:00 to 10:45 · 2 of 3 places", "Nadia Haddad", "Elif Kaya", "Add somebody")
	wantWords(t, b.get("/day/2026-05-04?view=list"), http.StatusOK, "10:00 45 min Nadia Haddad", "10:00 45 min Elif Kaya")
	form := b.get("/book?type=4&clinician=3&location=1&day=2026-05-04&start=10:00&client=" + kofi)
	if !strings.Contains(form.body, `value="10:00" checked`) {
		t.Error("the time of the group is not offered to be joined")
	}
	done := b.post("/book", "client", kofi, "type", "4", "clinician", "3", "day", "2026-05-04", "start", "10:00")
	wantWords(t, b.get(done.to), http.StatusOK, "Kofi Boateng is booked for Mon 4 May, 10:00 with Dr Okafor.", "Back class, 3 of 3", "Mark arrived")
	if strings.Contains(b.get("/?group=1").words(), "Add somebody") {
		t.Error("a full group takes another")
	}
	fourth := h.client(t, "Ravi Pillai").String()
	wantWords(t, b.post("/book", "client", fourth, "type", "4", "clinician", "3", "day", "2026-05-04", "start", "10:00"), http.StatusConflict, "This group is full.")
	wantWords(t, b.post("/book", "client", fourth, "type", "4", "clinician", "3", "day", "2026-05-05", "other", "10:00", "repeat", "FREQ=WEEKLY", "repeat_times", "3"),
		http.StatusUnprocessableEntity, "A group is booked one visit at a time")
	wantWords(t, b.get(b.post(fmt.Sprintf("/clients/%s/visits/3/cancellation?from=day", kofi), "reason", "Ill").to), http.StatusOK, "Back class, 2 of 3")
}

func TestAGroupOfEightFitsItsColumnAndOpensByKeys(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, people[0])
	h.owned(t, `insert into visit_types (name, minutes, capacity) values ('Back class', 45, 8)`)
	for i := range 8 {
		if i > 0 {
			c = h.client(t, people[i])
		}
		h.book(t, c, 3, 4, 10*60)
	}
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/")
	b.Eval(`document.querySelector('#group-1 a').focus()`)
	b.Press("Enter")
	b.See("8 of 8 places")
	b.See("Maria del Carmen García López de la Vega")
	b.Axe()
	b.Click("Kofi Boateng")
	b.See("Mark arrived")
	b.Viewport(390, 844, false)
	b.Open(h.url + "/")
	b.See("Kofi Boateng")
	b.NoSideways()
}
