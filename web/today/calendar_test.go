package today_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/scheduling"
	"charthouse/web/browsertest"
)

func TestAWeekStandsDayBesideDayAndSwitchesToOthers(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	h.book(t, h.client(t, "Kofi Boateng"), 4, 1, 10*60)
	b := h.as(t, 1)
	a := b.get("/week/2026-05-06?clinician=3")
	wantWords(t, a, http.StatusOK, "Week of 4 May", "Mon 4 May", "Today · Room 1", "Fri 8 May", "Nadia Haddad", "Dr Lindqvist")
	if n := strings.Count(a.body, `day-now`); n != 2 { // the clock at the edge, and the line in today's column
		t.Errorf("the present time is drawn %d times", n)
	}
	if !strings.Contains(a.body, `<p class="only-print">Dr Okafor</p>`) {
		t.Error("a printed week does not say whose it is")
	}
	if strings.Contains(a.words(), "Kofi Boateng") {
		t.Error("the week of one shows the visits of another")
	}
	wantWords(t, b.get("/week/2026-05-04?clinician=4&view=list"), http.StatusOK, "Line Mon 4 May", "Kofi Boateng")
	wantWords(t, b.get("/week/2026-05-04?clinician=1"), http.StatusNotFound)
	wantWords(t, b.get("/week/someday"), http.StatusNotFound, "There is no such day.")
	wantWords(t, b.get("/week/2026-05-04?clinician=3&visit=1"), http.StatusOK, "Mark arrived", "Tomasz W.")
}

func TestAWeekPutsCliniciansSideBySideAndIsOfARoomOrALocation(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	h.book(t, h.client(t, "Kofi Boateng"), 4, 1, 10*60)
	h.book(t, h.client(t, "Elif Kaya"), 5, 1, 9*60+30)
	b := h.as(t, 1)
	two := b.get("/week/2026-05-06?clinician=3&clinician=4")
	wantWords(t, two, http.StatusOK, "Dr Okafor Mon 4 May · Today · Room 1", "Dr Lindqvist Mon 4 May · Today · Room 2", "Nadia Haddad", "Kofi Boateng", "Several side by side")
	if strings.Contains(two.words(), "Elif Kaya") {
		t.Error("the week of two shows the visits of a third")
	}
	for _, says := range []string{`<p class="only-print">Dr Lindqvist, Dr Okafor</p>`, `name="clinician" value="3" checked`, `data-sets="clinician=4&amp;day=2026-05-05"`} {
		if !strings.Contains(two.body, says) {
			t.Errorf("the week of two lacks %s", says)
		}
	}
	room := b.get("/week/2026-05-06?by=room&place=2")
	wantWords(t, room, http.StatusOK, "Kofi Boateng", "Dr Lindqvist · Follow-up", "Room 6")
	if strings.Contains(room.words(), "Nadia Haddad") || !strings.Contains(room.body, `<p class="only-print">Room 2</p>`) {
		t.Error("the week of a room shows another's, or does not say on paper whose it is")
	}
	wantWords(t, b.get("/week/2026-05-06?by=location&location=1"), http.StatusOK, "Nadia Haddad", "Kofi Boateng", "Elif Kaya")
	wantWords(t, b.get("/week/2026-05-06?by=moon"), http.StatusNotFound, "A week is that of clinicians, of a room, of a piece of equipment or of a location.")
	wantWords(t, b.get("/week/2026-05-06?by=room&place=99"), http.StatusNotFound)
	wantWords(t, b.get("/week/2026-05-06?clinician=3&clinician=1"), http.StatusNotFound)
}

// Under each day its visits stand in the order of their times, whoever they are with; a day without any says so.
func TestTheListOfAWeekGoesDayByDay(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	h.book(t, h.client(t, "Kofi Boateng"), 4, 1, 11*60)
	h.book(t, h.client(t, "Elif Kaya"), 3, 1, 12*60)
	b := h.as(t, 1)
	words := b.get("/week/2026-05-06?by=location&location=1&view=list").words()
	at := -1
	for _, w := range []string{"Time Patient Where it is With Line", "Mon 4 May", "Nadia Haddad", "Kofi Boateng", "Elif Kaya", "Tue 5 May Nobody has a visit.", "Fri 8 May Nobody has a visit."} {
		i := strings.Index(words[max(at, strings.Index(words, "Time Patient")):], w)
		if i < 0 {
			t.Fatalf("%q does not come in its turn", w)
		}
		at = max(at, strings.Index(words, "Time Patient")) + i
	}
	wantWords(t, b.get("/week/2026-05-11?clinician=3&view=list"), http.StatusOK, "Nobody has a visit in this week.")
}

// Of a visit in which two take part an act leads back to the week in which it was done.
func TestAnActReturnsToTheWeekInWhichItWasDone(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	visit := fmt.Sprintf("/clients/%s/visits/%s", c, h.book(t, c, 3, 1, 10*60))
	b := h.as(t, 1)
	b.post(visit+"/move", "second", "4")
	whose := regexp.MustCompile(`/marks/arrived\?from=([^"&]+)`)
	for _, week := range []string{
		"/week/2026-05-04?clinician=3", "/week/2026-05-04?clinician=4", "/week/2026-05-04?clinician=3&clinician=4", "/week/2026-05-04?by=room&place=1", "/week/2026-05-04?by=location&location=1",
	} {
		m := whose.FindStringSubmatch(b.get(week + "&visit=1").body)
		if m == nil {
			t.Fatalf("%s marks nobody", week)
		}
		if a := b.post(visit + "/marks/arrived?from=" + m[1]); a.to != week {
			t.Errorf("marked in %s it leads to %s", week, a.to)
		}
		b.post(visit + "/marks/arrived/undo")
	}
	for _, odd := range []string{"week-", "week-0", "week-x", "week--4", "week-3-", "week-3-x", "week-room-", "week-room-x", "week-al", "//evil.example"} {
		if a := b.post(visit + "/marks/arrived?from=" + odd); !strings.HasPrefix(a.to, "/clients/") {
			t.Errorf("from %q it leads to %s", odd, a.to)
		}
	}
}

func TestADayBesideItsRoomsNamesTheClinicianInTheBlock(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	b := h.as(t, 1)
	wantWords(t, b.get("/?by=room"), http.StatusOK, "Room 1", "Room 6", "Nadia Haddad", "Dr Okafor · Follow-up")
	wantWords(t, b.get("/?by=moon"), http.StatusNotFound, "A day is seen by its clinicians, its rooms, its equipment or its locations.")
}

// A visit that takes two pieces stands in the columns of both, and each block has a name of its own.
func TestADayBesideItsEquipmentShowsWhatAVisitTakes(t *testing.T) {
	h := open(t)
	b := h.as(t, 1)
	if strings.Contains(b.get("/").words(), "Equipment") {
		t.Error("equipment is offered where there is none")
	}
	wantWords(t, b.get("/?by=equipment"), http.StatusOK, "There is no equipment here")
	err := h.Write(t.Context(), access.System(access.Console), access.EditStaff.Practice(), func(tx *db.Tx) error {
		for _, sql := range []string{
			`insert into place_sorts (name, kind) values ('Ultrasound', 'equipment')`,
			`insert into places (location_id, name, kind, sort_id) values (1, 'ECG', 'equipment', null), (1, 'Probe', 'equipment', 1)`,
			`insert into resources (place_id) values (7), (8)`,
			`insert into visit_type_needs (visit_type_id, sort_id) values (2, 1)`,
		} {
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	_, err = h.flow.BookVisit(t.Context(), desk, c, scheduling.Wish{Clinician: "3", VisitType: "2", Day: "2026-05-04", Start: "10:00", Equipment: "7"})
	if err != nil {
		t.Fatal(err)
	}
	a := b.get("/day/2026-05-04?by=equipment&visit=1")
	wantWords(t, a, http.StatusOK, "ECG", "Probe", "Nadia Haddad", "Dr Okafor · Short visit", "Mark arrived")
	for _, name := range []string{`id="visit-1"`, `id="visit-1-8"`, `id="list-visit-1-8"`} {
		if n := strings.Count(a.body, name); n != 1 {
			t.Errorf("%s stands %d times", name, n)
		}
	}
	wantWords(t, b.get("/week/2026-05-04?by=equipment&place=8"), http.StatusOK, "Nadia Haddad", "Mon 4 May")
	if a := b.post(fmt.Sprintf("/clients/%s/visits/1/marks/arrived?from=week-equipment-8", c)); a.to != "/week/2026-05-04?by=equipment&place=8" {
		t.Errorf("it leads to %s", a.to)
	}
	wantWords(t, b.get("/day/2026-05-06?by=equipment&view=list"), http.StatusOK, "No visit of this day takes any of the equipment.")
}

// What is taken is booked over only on purpose: the page asks why, and the trail keeps an act of its own.
func TestATakenTimeIsBookedTwiceForAReason(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	c := h.client(t, "Kofi Boateng").String()
	b := h.as(t, 1)
	form := []string{"client", c, "type", "1", "clinician", "3", "day", "2026-05-04", "other", "10:00"}
	wantWords(t, b.post("/book", form...), http.StatusConflict, "Dr Okafor is taken at 10:00.", "Book it over what is there, because", "Say why, if it is meant")
	fresh := b.post("/book", "given", "Elif", "family", "Kaya", "type", "1", "clinician", "3", "day", "2026-05-04", "other", "10:00")
	if strings.Contains(fresh.words(), "Book it over") {
		t.Error("a file that is not there yet is offered to be booked over another")
	}
	a := b.post("/book", append(form, "double", "Fever, cannot wait")...)
	wantWords(t, b.get(a.to), http.StatusOK, "Kofi Boateng is booked for Mon 4 May, 10:00 with Dr Okafor.", "Booked over another Fever, cannot wait")
	var n int
	if err := h.Owner.QueryRow(t.Context(), `select count(*) from trail where verb = 'visit.double_book'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("the trail knows %d acts of booking twice, %v", n, err)
	}
	move := fmt.Sprintf("/clients/%s/visits/2/move", c)
	wantWords(t, b.get(b.post(move, "start", "14:00").to), http.StatusOK, "is now booked for Mon 4 May, 14:00")
	wantWords(t, b.post(move, "start", "10:00"), http.StatusConflict, "Book it over what is there, because")
	wantWords(t, b.get(b.post(move, "start", "10:00", "double", "Fever").to), http.StatusOK, "is now booked for Mon 4 May, 10:00", "Booked over another Fever")
}

// Where the day is a list, and on a phone it always is, what is opened of it is seen.
func TestAVisitOpensOverTheListToo(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/day/2026-05-04?view=list")
	b.Click("Nadia Haddad")
	b.See("Mark arrived")
	b.Axe()
	b.Viewport(390, 844, true)
	b.Open(h.url + "/week/2026-05-04?clinician=3&clinician=4")
	b.Click("Nadia Haddad")
	b.See("Mark arrived")
	b.Axe()
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/week/2026-05-04?by=location")
	b.Axe()
}

// A visit is carried to another day of the week, and made longer by its edge, in a browser.
func TestAVisitIsCarriedThroughTheWeek(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/week/2026-05-04?clinician=3")
	b.Axe()
	b.Drag("css:#visit-1 a", "css:#res-2026-05-05")
	b.See("Nadia Haddad is now booked for Tue 5 May, 08:00 with Dr Okafor.")
	b.See("Week of 4 May")
	b.DragEdge("#visit-1 a", 24)
	b.See("Nadia Haddad is now booked for Tue 5 May, 08:00 with Dr Okafor.")
	b.Until("it lasts 45 minutes", `document.querySelector('#visit-1').dataset.length === '45'`)
	b.Eval(`document.querySelector('#visit-1 a').focus()`)
	b.Press("Alt+Shift+ArrowUp Alt+ArrowRight")
	b.See("Nadia Haddad is now booked for Wed 6 May, 08:00 with Dr Okafor.")
	b.Until("it lasts 40 minutes", `document.querySelector('#visit-1').dataset.length === '40'`)
	b.Click("Undo")
	b.Until("it is on Tuesday again", `document.querySelector('#visit-1').dataset.resource === '2026-05-05'`)
}

func TestAWeekSaysWhereOtherClocksCount(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	b := h.as(t, 1)
	if strings.Contains(b.get("/week/2026-05-04?clinician=3").body, "By other clocks") {
		t.Error("other clocks are named where there are none")
	}
	h.owned(t, `insert into locations (name, zone) values ('Harbour', 'Australia/Sydney'), ('Mill Lane', 'America/New_York')`)
	for _, path := range []string{"/week/2026-05-04?clinician=3", "/day/2026-05-04?by=location"} {
		a := b.get(path)
		wantWords(t, a, http.StatusOK, "Hours by the clocks of Kestrel Lane. By other clocks: Harbour")
		link := regexp.MustCompile(`class="link" href="([^"]*location=2[^"]*)">Harbour</a>`).FindStringSubmatch(a.body)
		if link == nil {
			t.Fatalf("%s leads nowhere", path)
		}
		wantWords(t, b.get(strings.ReplaceAll(link[1], "&amp;", "&")), http.StatusOK, "Hours by the clocks of Harbour. By other clocks: Kestrel Lane Mill Lane")
	}
}
