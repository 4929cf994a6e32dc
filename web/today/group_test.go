package today_test

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"charthouse/internal/id"
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

var (
	undoing = regexp.MustCompile(`(?s)class="toast.*?<form[^>]* action="([^"]*)".*?</form>`)
	hiding  = regexp.MustCompile(`name="([^"]*)" value="([^"]*)"`)
)

// undo presses what the page says can be undone.
func (b *browser) undo(on answer) answer {
	b.t.Helper()
	form := undoing.FindStringSubmatch(on.body)
	if form == nil {
		b.t.Fatalf("nothing can be undone: %.300s", on.words())
	}
	var pairs []string
	for _, m := range hiding.FindAllStringSubmatch(form[0], -1) {
		pairs = append(pairs, m[1], html.UnescapeString(m[2]))
	}
	return b.post(html.UnescapeString(form[1]), pairs...)
}

// attended is a class of three at ten, in which so many are, seen by the desk.
func attended(t *testing.T, names ...string) (h house, b *browser, visits []string) {
	h = open(t)
	h.at(9, 0)
	var who []id.Client
	for _, name := range names {
		who = append(who, h.client(t, name))
	}
	h.owned(t, `insert into visit_types (name, minutes, capacity) values ('Back class', 45, 3)`)
	for _, c := range who {
		visits = append(visits, fmt.Sprintf("/clients/%s/visits/%s", c, h.book(t, c, 3, 4, 10*60)))
	}
	return h, h.as(t, 1), visits
}

func TestTheDeskMovesAWholeGroupAndBack(t *testing.T) {
	_, b, vs := attended(t, "Nadia Haddad", "Elif Kaya")
	wantWords(t, b.get("/?group=1"), http.StatusOK, "2 of 3 places", "Move the group", "Cancel the group")
	move := vs[0] + "/move/group?from=day"
	form := b.get(move)
	wantWords(t, form, http.StatusOK, "Move the group", "2 people, Back class, 45 min. Booked for Mon 4 May, 10:00 with Dr Okafor. All of them move together. Whoever has a mail address is told by mail.")
	if !strings.Contains(form.body, `value="10:00" checked`) {
		t.Error("the time that they have is not chosen")
	}
	wantWords(t, b.post(move, "start", "23:00", "version", "1"), http.StatusUnprocessableEntity, "Book it anyway if this is meant")
	wantWords(t, b.post(move, "look", "true", "clinician", "4"), http.StatusOK, "Move the group")
	done := b.post(move, "start", "14:00", "clinician", "4", "version", "1")
	day := b.get(done.to)
	wantWords(t, day, http.StatusOK, "Back class, 2 people: now booked for Mon 4 May, 14:00 with Dr Lindqvist.", "Back class, 2 of 3 Nadia H., Elif K.")
	wantWords(t, b.post(move, "start", "15:00", "version", "1"), http.StatusConflict, "Somebody moved this visit to Monday 4 May, 14:00 after you opened it.")
	back := b.undo(day)
	wantWords(t, b.get(back.to), http.StatusOK, "Back class, 2 people: now booked for Mon 4 May, 10:00 with Dr Okafor.")
	wantWords(t, b.get("/?group=3"), http.StatusOK, "Back class Dr Okafor · Room 1 · 10:00 to 10:45 · 2 of 3 places")
}

func TestTheDeskCancelsAWholeGroupAndBooksItAgain(t *testing.T) {
	_, b, vs := attended(t, "Nadia Haddad", "Elif Kaya")
	wantWords(t, b.get(b.post(vs[0]+"/cancellation/group?from=day").to), http.StatusOK, "Say why in a word or two")
	day := b.get(b.post(vs[0]+"/cancellation/group?from=day", "reason", "Dr Okafor is ill").to)
	wantWords(t, day, http.StatusOK, "Back class, 2 people: cancelled; the time is free.")
	for _, v := range vs {
		wantWords(t, b.get(v), http.StatusOK, "Cancelled", "Dr Okafor is ill")
	}
	wantWords(t, b.get(b.undo(day).to), http.StatusOK, "Back class, 2 people: booked as before.", "Back class, 2 of 3 Nadia H., Elif K.")
}

func TestAGroupWithAShutFileIsNotOfferedToBeMoved(t *testing.T) {
	h, b, vs := attended(t, "Nadia Haddad", "Elif Kaya")
	h.owned(t, `insert into restrictions (client_id, reason, restricted_at) select id, 'Works here', clock() from clients where family = 'Kaya'`)
	a := b.get("/?group=1")
	wantWords(t, a, http.StatusOK, "Restricted file", "A restricted file is among them")
	if strings.Contains(a.words(), "Move the group") || strings.Contains(a.words(), "Elif") {
		t.Errorf("the group is offered to be moved: %s", a.words())
	}
	refused := b.post(vs[0]+"/move/group?from=day", "start", "14:00", "version", "1")
	wantWords(t, refused, http.StatusConflict, "Somebody of this group has a restricted file")
	wantWords(t, b.get(b.post(vs[0]+"/cancellation/group?from=day", "reason", "Ill").to), http.StatusOK, "Somebody of this group has a restricted file", "2 of 3")
}
