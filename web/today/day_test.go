package today_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/scheduling"
)

func wantWords(t *testing.T, a answer, status int, words ...string) {
	t.Helper()
	if a.status != status {
		t.Errorf("status %d, want %d: %.300s", a.status, status, a.words())
	}
	for _, w := range words {
		if !strings.Contains(a.words(), w) {
			t.Errorf("the page does not say %q:\n%.3000s", w, a.words())
		}
	}
}

func TestTheDayShowsWhoIsWhereAndEverybodysVisits(t *testing.T) {
	h := open(t)
	h.fill(t)
	a := h.as(t, 1).get("/")
	wantWords(t, a, http.StatusOK, "Monday 4 May", "Due by 12:00 3", "Waiting 5", "In a room 4", "Left 15", "Dr Okafor Family · Room 1", "Free since 10:52")
	if n := strings.Count(a.body, `class="slot`); n < 40 {
		t.Errorf("%d blocks", n)
	}
}

func TestTheListSaysWhatTheGridSaysAndTheCancelledToo(t *testing.T) {
	h := open(t)
	h.fill(t)
	wantWords(t, h.as(t, 1).get("/day/2026-05-04?view=list"), http.StatusOK, "Waiting 32 min, past 10 min Dr Ruiz", "Cancelled: The patient called")
}

func TestAnEmptyDaySaysWhyItIsEmpty(t *testing.T) {
	h := open(t)
	b := h.as(t, 1)
	wantWords(t, b.get("/day/2026-05-09"), http.StatusOK, "Nobody works here on this day")
	wantWords(t, b.get("/day/2026-05-05"), http.StatusOK, "Nobody has a visit on this day.")
	wantWords(t, b.get("/day/someday"), http.StatusNotFound, "There is no such day.")
}

func TestAVisitOpensOverTheDayWithItsLineAndItsNextStep(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	b := h.as(t, 1)
	wantWords(t, b.get(fmt.Sprintf("/?visit=%s", v)), http.StatusOK, "Tomasz W.", "Mark arrived", "In Room 1", "Coverage Self-pay", "Phone 555 0148", "Cancel this visit")
	wantWords(t, b.get(fmt.Sprintf("/clients/%s/visits/%s", c, v)), http.StatusOK, "Nadia Haddad", "Mark arrived", "today 10:00")
}

// Every act says what happened and offers the way back; the way back works.
func TestEveryActIsDoneWithOnePressAndUndoneWithAnother(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	h.at(10, 5)
	b := h.as(t, 1)
	visit := fmt.Sprintf("/clients/%s/visits/%s", c, v)
	for _, s := range []struct {
		act, says, undo, back string
		with                  []string
	}{
		{"/marks/arrived", "Nadia Haddad has arrived.", "/marks/arrived/undo", "is as before", nil},
		{"/marks/roomed", "is in a room", "/marks/roomed/undo", "is as before", nil},
		{"/marks/seen", "was seen", "/marks/seen/undo", "is as before", nil},
		{"/marks/no_show", "did not come", "/marks/no_show/undo", "is as before", nil},
		{"/cancellation", "is cancelled; the time is free", "/cancellation/undo", "is booked as before", []string{"reason", "Ill"}},
	} {
		a := b.post(visit+s.act+"?from=day", s.with...)
		if a.status != http.StatusSeeOther || a.to != "/day/2026-05-04?location=1" {
			t.Fatalf("%s: %d to %s", s.act, a.status, a.to)
		}
		page := b.get(a.to)
		wantWords(t, page, http.StatusOK, s.says, "Undo")
		if !strings.Contains(page.body, `action="`+visit+s.undo) {
			t.Errorf("%s offers no undo at %s", s.act, s.undo)
		}
		wantWords(t, b.get(b.post(visit+s.undo).to), http.StatusOK, s.back)
	}
}

func TestARefusedActSaysWhyWhereItWasTried(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	b := h.as(t, 1)
	a := b.post(fmt.Sprintf("/clients/%s/visits/%s/marks/no_show?from=day", c, v))
	wantWords(t, b.get(a.to), http.StatusOK, "It is not 10:00 yet.")
}

func TestABlockIsMovedByDraggingAndMovedBack(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	b := h.as(t, 1)
	move := fmt.Sprintf("/clients/%s/visits/%s/move", c, v)
	a := b.post(move+"?from=day", "clinician", "4", "start", "11:00")
	wantWords(t, b.get(a.to), http.StatusOK, "is now booked for Mon 4 May, 11:00 with Dr Lindqvist.")
	b.post(move, "clinician", "3", "location", "1", "day", "2026-05-04", "start", "10:00", "place", "1", "anyway", "true")
	wantWords(t, b.get(fmt.Sprintf("/clients/%s/visits/%s", c, v)), http.StatusOK, "Dr Okafor, Room 1 · today 10:00")
}

func TestAMoveToATakenTimeShowsTheFormWithWhatIsFree(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	h.book(t, h.client(t, "Kofi Boateng"), 3, 1, 11*60)
	a := h.as(t, 1).post(fmt.Sprintf("/clients/%s/visits/%s/move", c, v), "start", "11:00")
	wantWords(t, a, http.StatusConflict, "Dr Okafor is taken at 11:00. Free then:", "Move the visit", "Booked for Mon 4 May, 10:00 with Dr Okafor")
}

func TestTimeIsKeptFreeAndOpenedAgain(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	b := h.as(t, 1)
	a := b.post("/blocks", "clinician", "3", "location", "1", "day", "2026-05-04", "start", "12:00", "end", "13:00", "title", "Lunch")
	wantWords(t, b.get(a.to), http.StatusOK, "Lunch is kept free, 12:00 to 13:00.")
	wantWords(t, b.get("/?block=1"), http.StatusOK, "Nothing is booked into this time.", "Open this time again")
	wantWords(t, b.get(b.post("/blocks/1/removal").to), http.StatusOK, "Lunch is open again.")
	wantWords(t, b.post("/blocks", "clinician", "3", "day", "2026-05-04", "start", "13:00", "end", "12:00"), http.StatusUnprocessableEntity,
		"The end comes after the beginning.", "Say what the time is kept for")
}

func TestARoomIsKeptFreeAndSaysSoInItsColumn(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	b := h.as(t, 1)
	wantWords(t, b.get("/blocks/new?place=2&day=2026-05-04"), http.StatusOK, "Whose time Nobody’s Dr Lindqvist", "Room or equipment None Room 1")
	a := b.post("/blocks", "place", "2", "location", "1", "day", "2026-05-04", "start", "12:00", "end", "17:00", "title", "Painting")
	if a.to != "/day/2026-05-04?by=room&location=1" {
		t.Errorf("it leads to %s: %.300s", a.to, a.words())
	}
	wantWords(t, b.get(a.to), http.StatusOK, "Painting is kept free, 12:00 to 17:00.")
	wantWords(t, b.get(a.to+"&block=1"), http.StatusOK, "Room 2, 12:00 to 17:00", "Nothing is booked into this time.")
	wantWords(t, b.get("/week/2026-05-04?by=room&place=2"), http.StatusOK, "Painting")
	wantWords(t, b.post("/blocks", "place", "2", "day", "2026-05-04", "start", "13:00", "end", "14:00", "title", "Cleaning"), http.StatusConflict, "Room 2 is taken at that time.")
	wantWords(t, b.get(b.post("/blocks/1/removal").to), http.StatusOK, "Painting is open again.")
	wantWords(t, b.post("/blocks", "day", "2026-05-04", "start", "13:00", "end", "14:00", "title", "Cleaning"), http.StatusUnprocessableEntity, "Choose whose time it is, or a room or a piece of equipment.")
}

// The days on which something is there are named, and left out where that is meant; what was typed stays.
func TestTimeIsKeptFreeAgainAndAgain(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 12*60)
	b := h.as(t, 1)
	form := []string{"clinician", "3", "location", "1", "day", "2026-05-04", "start", "12:00", "end", "13:00", "title", "Lunch", "repeat", "FREQ=WEEKLY", "repeat_times", "4"}
	refused := b.post("/blocks", form...)
	wantWords(t, refused, http.StatusConflict, "On 1 of 4 days the time is taken. Nothing is kept free yet.", "Taken: Mon 4 May 2026 (Dr Okafor).", "Leave out the days on which something is there")
	if !strings.Contains(refused.body, `value="FREQ=WEEKLY" selected`) {
		t.Error("how it repeats is lost")
	}
	a := b.post("/blocks", append(form, "leave", "on")...)
	wantWords(t, b.get(a.to), http.StatusOK, "Lunch is kept free 3 times, 12:00 to 13:00. Left out, since something is there: 4 May.")
	wantWords(t, b.get("/day/2026-05-11?block=2"), http.StatusOK, "It repeats. Open Only this time This one and those after it All that are to come")
	wantWords(t, b.get(b.post("/blocks/3/removal", "scope", "following").to), http.StatusOK, "Lunch is open again, 2 times.")
	wantWords(t, b.get("/day/2026-05-11?block=2"), http.StatusOK, "Nothing is booked into this time.")
	wantWords(t, b.post("/blocks", append(form, "repeat_until", "2026-06-30")...), http.StatusUnprocessableEntity, "Say how many times or until which day, not both.")
}

// A biller sees the day and nothing on it that would be refused.
func TestWhoMayOnlyLookIsOfferedNothingElse(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	b := h.as(t, 2)
	a := b.get("/?visit=" + v.String())
	wantWords(t, a, http.StatusOK, "Nadia Haddad")
	for _, no := range []string{"Mark arrived", "Book a visit", "Cancel this visit", "/move"} {
		if strings.Contains(a.body, no) {
			t.Errorf("a biller is offered %q", no)
		}
	}
	if a := b.post(fmt.Sprintf("/clients/%s/visits/%s/marks/%s", c, v, scheduling.MarkArrived)); a.status != http.StatusForbidden {
		t.Errorf("a biller marked: %d", a.status)
	}
}

func TestAPracticeWithoutALocationNamesWhoCanAddOneAndBeginsInItsSettings(t *testing.T) {
	h := open(t)
	err := h.Write(t.Context(), access.System(access.Console), access.EditStaff.Practice(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into staff (name, email) values ('Amara Nwosu', 'a@example.org'), ('Ingrid Solheim', 'i@example.org')`)
		if err != nil {
			return err
		}
		if _, err = tx.Exec(t.Context(), `insert into staff_roles values (9, 'manager'), (10, 'owner')`); err != nil {
			return err
		}
		_, err = tx.Exec(t.Context(), `update locations set closed_at = clock()`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b := h.as(t, 1)
	for _, path := range []string{"/", "/day/2026-05-05", "/book"} {
		a := b.get(path)
		wantWords(t, a, http.StatusOK, "There is no day to show yet", "Amara Nwosu or Ingrid Solheim can add the first one in the settings.")
		if strings.Contains(a.body, `"/settings`) {
			t.Errorf("%s leads the desk to settings that it may not open", path)
		}
	}
	wantWords(t, b.get("/day/2026-05-05?location=9"), http.StatusNotFound, "Nothing here")
	if a := h.as(t, 9).get("/day/2026-05-05"); !strings.Contains(a.body, `href="/settings/locations"`) {
		t.Errorf("the manager is not led to the locations: %s", a.words())
	}
	for _, staff := range []int{9, 10} {
		if a := h.as(t, staff).get("/"); a.status != http.StatusSeeOther || a.to != "/settings" {
			t.Errorf("staff %d: %d to %s, want /settings", staff, a.status, a.to)
		}
	}
}

func TestTheLinkOfAFormIsMailedAgainOnlyWhereMailsGo(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	v := h.book(t, c, 3, 1, 10*60)
	arrange := func(sql string) {
		t.Helper()
		_, err := h.Owner.Exec(t.Context(), fmt.Sprintf(`begin; select begin_act('test', null, null, 'sample.load', '{%s}', true, '', '2026-05-04 13:00Z', true); %s; select settle(%s); commit`, c, sql, c))
		if err != nil {
			t.Fatal(err)
		}
	}
	arrange(fmt.Sprintf(`insert into forms (name) values ('Before your visit');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{"sections": []}', clock());
	insert into packets (client_id, visit_id, version_id, made_at) values (%s, %s, 1, clock())`, c, v))
	b := h.as(t, 1)
	path := fmt.Sprintf("/?visit=%s", v)
	a := b.get(path)
	wantWords(t, a, http.StatusOK, "Intake form is not finished.")
	if strings.Contains(a.body, "Mail the link again") {
		t.Error("without a mail server a link is offered to be mailed")
	}
	arrange(`insert into mail_settings (host, port, security, sender) values ('localhost', 25, 'none', 'desk@example.org')`)
	wantWords(t, b.get(path), http.StatusOK, "Mail the link again")
}
