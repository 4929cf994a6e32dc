package today_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func ask(more ...string) []string {
	return append([]string{"clinician", "3", "type", "1", "day", "2026-05-05", "start", "10:30"}, more...)
}

func TestTheFormOffersTheFreeTimesOfTheDay(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Kofi Boateng"), 3, 1, 10*60)
	b := h.as(t, 1)
	a := b.get("/book?clinician=3&type=1&day=2026-05-04")
	wantWords(t, a, http.StatusOK, "Follow-up, 30 minutes, $120.00", "09:00 09:30 10:30")
	if strings.Contains(a.body, `value="10:00"`) {
		t.Error("the taken time is offered")
	}
	a = b.post("/book", "clinician", "3", "type", "1", "day", "2026-05-05", "reason", "Knee", "look", "yes")
	wantWords(t, a, http.StatusOK, "08:00 08:30")
	if !strings.Contains(a.body, `value="Knee"`) {
		t.Error("what was typed is lost by looking")
	}
}

func TestAKnownPatientIsBookedAndTheBookingCanBeUndone(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	b := h.as(t, 1)
	wantWords(t, b.get("/book/patients?client_text=nadia"), http.StatusOK, "Nadia Haddad 3 Feb 1968")
	a := b.post("/book", ask("client", c.String())...)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to, "/day/2026-05-05?location=1&visit=") {
		t.Fatalf("%d to %s", a.status, a.to)
	}
	page := b.get(a.to)
	wantWords(t, page, http.StatusOK, "Nadia Haddad is booked for Tue 5 May, 10:30 with Dr Okafor.", "Undo")
	if !strings.Contains(page.body, `name="reason" value="Booked by mistake"`) {
		t.Error("the undo of a booking says no reason")
	}
}

func TestANewPatientIsOpenedAndBookedAtOnceOrNotAtAll(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	b := h.as(t, 1)
	taken := ask("given", "Omar", "family", "Farouk", "phone", "555 0177")
	if a := b.post("/book", ask("client", h.client(t, "Nadia Haddad").String())...); a.status != http.StatusSeeOther {
		t.Fatal(a.status)
	}
	a := b.post("/book", taken...)
	wantWords(t, a, http.StatusConflict, "Dr Okafor is taken at 10:30. Free then: 09:30, 10:00, 11:00.")
	if !strings.Contains(a.body, `value="Farouk"`) {
		t.Error("what was typed is lost")
	}
	if found := b.get("/book/patients?client_text=farouk"); !strings.Contains(found.words(), "Nobody found") {
		t.Error("a refused booking left an empty file behind")
	}
	taken[7] = "11:00"
	wantWords(t, b.get(b.post("/book", taken...).to), http.StatusOK, "Omar Farouk is booked for Tue 5 May, 11:00")
}

func TestAFileThatLooksTheSameIsAskedBeforeASecondOneIsOpened(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.client(t, "Nadia Haddad")
	b := h.as(t, 1)
	again := ask("given", "Nadja", "family", "Haddad", "birth_date", "1968-02-03")
	wantWords(t, b.post("/book", again...), http.StatusConflict, "A file like this one is there already. Is it one of these?", "Nadia Haddad")
	if a := b.post("/book", append(again, "another", "true")...); a.status != http.StatusSeeOther {
		t.Errorf("somebody else: %d %.300s", a.status, a.words())
	}
}

func TestWithoutScriptsTypedWordsAreAnsweredWithThoseFound(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.client(t, "Nadia Haddad")
	wantWords(t, h.as(t, 1).post("/book", ask("client_text", "haddad")...), http.StatusUnprocessableEntity, "Which patient", "Nadia Haddad 3 Feb 1968")
}

func TestOutsideHoursAndTheHourThatComesTwiceAreAskedInTheForm(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	wantWords(t, b.post("/book", "client", c, "clinician", "3", "type", "1", "day", "2026-05-05", "other", "19:00"), http.StatusUnprocessableEntity,
		"Dr Okafor works 08:00 to 17:00 on a Tuesday.", "Book it anyway")
	wantWords(t, b.post("/book", "client", c, "clinician", "3", "type", "1", "day", "2026-11-01", "other", "01:30", "anyway", "true"), http.StatusUnprocessableEntity,
		"comes twice on this day", "The first, before the clocks go back")
}

func TestWhoWalksInIsBookedNowAndHasArrived(t *testing.T) {
	h := open(t)
	h.at(9, 3)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	a := b.post("/book", "client", c, "clinician", "3", "type", "1", "walk_in", "true")
	wantWords(t, b.get(a.to), http.StatusOK, "Nadia Haddad is booked for Mon 4 May, 09:00", "Mark seen", "Undo arrived")
}

func TestTwoHundredPostsForTwentyTimesSeeTwentyVisitsAndPlainRefusals(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	b := h.as(t, 1)
	var cs []string
	for _, name := range people {
		cs = append(cs, h.client(t, name).String())
	}
	answers := make(chan answer, 200)
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			at := 9*60 + i%10*30
			answers <- b.post("/book", "client", cs[i%len(cs)], "clinician", strconv.Itoa(3+i/10%2), "type", "1", "day", "2026-05-05", "start", fmt.Sprintf("%02d:%02d", at/60, at%60))
		})
	}
	all.Wait()
	close(answers)
	got := map[int]int{}
	for a := range answers {
		got[a.status]++
		if a.status == http.StatusConflict && !strings.Contains(a.words(), "is taken at") {
			t.Errorf("a refusal says %s", a.words())
		}
	}
	if got[http.StatusSeeOther] != 20 || got[http.StatusConflict] != 180 {
		t.Errorf("the answers are %v", got)
	}
}

func TestABookingSaysThatTheConversationItCameOfStaysOpen(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	for _, sql := range []string{
		`insert into conversations (client_id, kind, opened_at, pool, waits_since, last_at) values (` + c + `, 'administrative', clock(), 'front_desk', clock(), clock())`,
		`insert into messages (client_id, conversation_id, direction, kind, body, written_at)
		values (` + c + `, 1, 'in', 'portal', 'May I come?', clock()), (` + c + `, 1, 'in', 'portal', 'I have chest pain now.', clock())`,
	} {
		h.owned(t, sql)
	}
	b := h.as(t, 1)
	if form := b.get("/book?client=" + c + "&conversation=1&seen=1"); !strings.Contains(form.body, `name="seen" value="1"`) {
		t.Error("the form forgets what was seen")
	}
	a := b.post("/book", ask("client", c, "conversation", "1", "seen", "1")...)
	wantWords(t, b.get(a.to), http.StatusOK, "Nadia Haddad is booked for Tue 5 May, 10:30 with Dr Okafor. Another message came meanwhile: the conversation stays open.")
}

// owned runs a statement as the owner role, in an act that may touch every file.
func (h house) owned(t *testing.T, sql string) {
	t.Helper()
	_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', (select coalesce(array_agg(id), '{}') from clients), true, '', '2026-05-04 13:00Z', true); `+sql+`; commit`)
	if err != nil {
		t.Fatal(err)
	}
}

func TestADayAndATimeThatAreWrongAreSaidAtTheirFields(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	h.book(t, h.client(t, "Kofi Boateng"), 3, 1, 10*60)
	b := h.as(t, 1)
	form := func(day, start, other string) []string {
		return []string{"client", c, "clinician", "3", "type", "1", "day", day, "start", start, "other", other}
	}
	for _, wrong := range []struct {
		typed []string
		says  string
		marks string
	}{
		{form("", "10:30", ""), "Day : Choose a day.", `name="day"`},
		{form("2026-05-01", "", "10:30"), "Day : Friday 1 May 2026 has passed.", `name="day"`},
		{form("2999-05-01", "", "10:30"), "is more than 3 years ahead. Check the year.", `name="day"`},
		{form("2026-05-05", "", ""), "Time : Choose a time", `name="start"`},
		{form("2026-05-05", "", "10:43"), "Another time : Visits begin on five minutes", `name="other"`},
		{form("2026-05-09", "", ""), "Another time : Choose a time", `name="other"`}, // a Saturday without hours
	} {
		a := b.post("/book", wrong.typed...)
		wantWords(t, a, http.StatusUnprocessableEntity, wrong.says)
		if !marked(a.body, wrong.marks) {
			t.Errorf("%v: %s is not marked", wrong.typed, wrong.marks)
		}
	}
	move := "/clients/10002/visits/1/move"
	wantWords(t, b.post(move, "version", "1", "day", "", "start", "11:00"), http.StatusUnprocessableEntity, "Day : Choose a day.")
	wantWords(t, b.get("/book?clinician=3&type=1&day=2026-05-01"), http.StatusOK, "Friday 1 May 2026 has passed. Choose a day from today on.")
}

// marked is true where an input with the attribute is said to be wrong.
func marked(body, attribute string) bool {
	for _, tag := range strings.Split(body, "<input") {
		tag, _, _ = strings.Cut(tag, ">")
		if strings.Contains(tag, attribute) && strings.Contains(tag, `aria-invalid="true"`) {
			return true
		}
	}
	return false
}
