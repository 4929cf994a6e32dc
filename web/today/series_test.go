package today_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestTimesOutsideHoursAreTakenOnceTheyAreMeant(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	series := []string{"client", c, "clinician", "3", "type", "1", "day", "2026-05-08", "start", "10:30", "repeat", "FREQ=DAILY", "repeat_times", "3"}
	a := b.post("/book", series...)
	wantWords(t, a, http.StatusOK, "Sat 9 May 2026, 10:30 Outside hours", "Times outside hours are meant too", "Look again")
	if n := len(takes(a)); n != 1 {
		t.Errorf("%d can be had", n)
	}
	series = append(series, "anyway", "true")
	if a = b.post("/book", series...); len(takes(a)) != 3 || !strings.Contains(a.body, `name="anyway" value="true" checked`) {
		t.Errorf("%q can be had once it is meant", takes(a))
	}
	if a = b.post("/book/series", accepting(series, takes(a)...)...); a.status != http.StatusSeeOther {
		t.Errorf("%d %.300s", a.status, a.words())
	}
}

// takes are what the boxes and lists of a report accept, in their order.
func takes(a answer) (out []string) {
	for _, m := range regexp.MustCompile(`name="take" value="([^"]+)"`).FindAllStringSubmatch(a.body, -1) {
		out = append(out, m[1])
	}
	return out
}

// accepting are pairs of a form that accept the times.
func accepting(pairs []string, times ...string) []string {
	for _, t := range times {
		pairs = append(pairs, "take", t)
	}
	return pairs
}

func TestASeriesIsReportedAndWhatIsChosenOfItIsBooked(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	if a := b.post("/book", "client", h.client(t, "Kofi Boateng").String(), "clinician", "3", "type", "1", "day", "2026-05-12", "start", "10:30"); a.status != http.StatusSeeOther {
		t.Fatal(a.status)
	}
	series := ask("client", c, "repeat", "FREQ=WEEKLY", "repeat_times", "3", "reason", "Knee")
	a := b.post("/book", series...)
	wantWords(t, a, http.StatusOK, "A series of visits", "Nadia Haddad, Follow-up, Dr Okafor, every week. Of 3 times 2 can be had as they are.",
		"Tue 5 May 2026, 10:30 Free", "Tue 12 May 2026, 10:30 Taken Dr Okafor is taken at 10:30.", "Leave it out At 09:30 At 10:00 At 11:00")
	if !strings.Contains(a.body, `name="reason" value="Knee"`) {
		t.Error("what was typed is lost")
	}
	free := takes(a)
	if len(free) != 2 {
		t.Fatalf("the boxes are %q", free)
	}
	wantWords(t, b.post("/book/series", series...), http.StatusUnprocessableEntity, "No time is chosen.")
	done := b.post("/book/series", accepting(series, free[0], "0 2026-05-12 11:00", free[1])...)
	wantWords(t, b.get(done.to), http.StatusOK, "Nadia Haddad is booked 3 times, from Tue 5 May, 10:30 on with Dr Okafor.", "1st of 3, every week", "Which")
	wantWords(t, b.post("/book/series", accepting(series, free[1])...), http.StatusConflict, "Tuesday 19 May, 10:30: Dr Okafor is taken at 10:30.", "Of 3 times 0 can be had")
}

func TestASeriesThatWasJustBookedIsUndone(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	for _, take := range [][]string{{"0 2026-05-05 10:30", "0 2026-05-12 10:30", "0 2026-05-19 10:30"}, {"0 2026-05-19 10:30"}} {
		series := ask("client", c, "repeat", "FREQ=WEEKLY", "repeat_times", "3")
		page := b.get(b.post("/book/series", accepting(series, take...)...).to)
		undo := regexp.MustCompile(`action="(/clients/\d+/visits/\d+/cancellation\?from=day)"`).FindStringSubmatch(page.body)
		if undo == nil || !strings.Contains(page.body, `name="scope" value="following"`) {
			t.Fatalf("no undo: %.800s", page.words())
		}
		wantWords(t, b.get(b.post(undo[1], "reason", "Booked by mistake", "scope", "following").to), http.StatusOK, "Nadia Haddad: the visits of the series are cancelled; their times are free.")
		for _, day := range []string{"2026-05-05", "2026-05-12", "2026-05-19"} {
			if strings.Contains(b.get("/day/"+day).body, `data-flow="due"`) {
				t.Errorf("%v: something is still booked on %s", take, day)
			}
		}
	}
}

// The weekdays stay with the report, so that what is accepted of it is of the same rule.
func TestASeriesIsOfSeveralWeekdaysOrOfTheFirstOfAMonth(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	for _, tt := range []struct {
		form []string
		says string
	}{
		{[]string{"repeat", "FREQ=WEEKLY", "repeat_day", "MO", "repeat_day", "TH"}, "every week on Monday and Thursday"},
		{[]string{"repeat", "FREQ=MONTHLY", "repeat_day", "MO", "repeat_nth", "1"}, "every month on the first Monday"},
		{[]string{"repeat", "FREQ=MONTHLY;INTERVAL=3", "repeat_day", "FR", "repeat_nth", "-1"}, "every 3 months on the last Friday"},
	} {
		series := ask(append([]string{"client", c, "repeat_times", "3"}, tt.form...)...)
		a := b.post("/book", series...)
		wantWords(t, a, http.StatusOK, "A series of visits", tt.says+". Of 3 times 3 can be had")
		var kept []string
		for _, m := range regexp.MustCompile(`<input type="hidden" id="f-kept-[^"]*" name="([^"]+)" value="([^"]+)"`).FindAllStringSubmatch(a.body, -1) {
			kept = append(kept, m[1], m[2])
		}
		done := b.post("/book/series", accepting(kept, takes(a)...)...)
		wantWords(t, b.get(done.to), http.StatusOK, "1st of 3, "+tt.says)
	}
	wantWords(t, b.post("/book", ask("client", c, "repeat", "FREQ=MONTHLY", "repeat_day", "MO", "repeat_times", "3")...), http.StatusUnprocessableEntity,
		"Say which one in a month: the first, or the last.")
}

func TestASeriesThatCannotBeIsRefusedInTheForm(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	for words, more := range map[string][]string{
		"A series ends: say how many times, or until which day.": {"client", c, "repeat", "FREQ=WEEKLY"},
		"Say how many times or until which day, not both.":       {"client", c, "repeat", "FREQ=WEEKLY", "repeat_times", "3", "repeat_until", "2026-07-01"},
		"A series repeats by days, weeks, months or years.":      {"client", c, "repeat", "FREQ=HOURLY", "repeat_times", "3"},
		"Choose how the visits repeat.":                          {"client", c, "repeat_times", "3"},
		"At most 200 of them are made together.":                 {"client", c, "repeat", "FREQ=DAILY", "repeat_times", "300"},
		"which opens the file. Then book the series.":            {"given", "Omar", "family", "Farouk", "repeat", "FREQ=WEEKLY", "repeat_times", "3"},
	} {
		a := b.post("/book", ask(more...)...)
		wantWords(t, a, http.StatusUnprocessableEntity, words)
		if !strings.Contains(a.body, "<details open>") {
			t.Errorf("%s: how it repeats is folded away", words)
		}
	}
	if a := b.get("/book/series?client=" + c + "&clinician=3&type=1&day=2026-05-05&start=10:30&repeat=FREQ%3DWEEKLY&repeat_until=2026-05-19"); a.status != http.StatusOK || len(takes(a)) != 3 {
		t.Errorf("by its address: %d, %q", a.status, takes(a))
	}
}

func TestVisitsOfASeriesMoveAndAreCancelledAloneOrTogether(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad").String()
	b := h.as(t, 1)
	series := ask("client", c, "repeat", "FREQ=WEEKLY", "repeat_times", "4")
	b.post("/book/series", accepting(series, takes(b.post("/book", series...))...)...)
	visit := "/clients/" + c + "/visits/"
	wantWords(t, b.get(visit+"2/move"), http.StatusOK, "It is the 2nd of 4, every week. Which visits move?", "Only this visit", "This one and those after it")
	a := b.post(visit+"2/move", "start", "11:00", "scope", "following", "version", "1")
	wantWords(t, a, http.StatusOK, "Move the series", "Tue 12 May 2026, 11:00 Tue 12 May 2026, 10:30 Free", "Of 3 times 3 can be had")
	done := b.post(visit+"2/move/series", accepting([]string{"start", "11:00", "scope", "following", "version", "1"}, takes(a)[1:]...)...)
	if done.status != http.StatusSeeOther {
		t.Fatalf("%d %.400s", done.status, done.words())
	}
	for n, at := range map[string]string{"1": "10:30", "2": "10:30", "3": "11:00", "4": "11:00"} {
		wantWords(t, b.get(visit+n), http.StatusOK, at, "of 4, every week")
	}
	wantWords(t, b.post(visit+"3/move/series", "start", "12:00", "scope", "following", "version", "1", "take", "3 2026-05-19 12:00"), http.StatusConflict, "Somebody moved this visit")
	b.post(visit+"3/cancellation", "reason", "Well again", "scope", "following")
	for n, words := range map[string]string{"2": "2nd of 4", "3": "Cancelled", "4": "Cancelled"} {
		wantWords(t, b.get(visit+n), http.StatusOK, words)
	}
	if strings.Contains(b.get(visit+"2").words(), "Cancelled") {
		t.Error("a visit before it is cancelled too")
	}
}
