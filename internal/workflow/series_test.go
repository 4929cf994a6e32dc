package workflow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
)

var thrice = scheduling.Repeat{Rule: "FREQ=WEEKLY", Times: "3", Take: []string{"0 2026-05-08 10:00", "0 2026-05-15 10:00", "0 2026-05-22 10:30"}}

// series books three visits of Nadia's, on Fridays.
func (h mailHouse) series() id.Visit {
	h.t.Helper()
	v, err := h.flow.BookSeries(h.t.Context(), desk, nadia, messaging.Open{}, wish, thrice)
	h.must(err)
	return v
}

// toNoon moves the second and third to noon, on the days on which they are.
var toNoon = scheduling.Wish{Start: "12:00", Anyway: true}

// sent hands over whatever waits, and answers the mails with their subjects.
func (h mailHouse) sent() (out []string) {
	h.t.Helper()
	for _, m := range ask[[]id.Mail](h.t, h.Database, `select coalesce(array_agg(id order by id), '{}') from deliveries where state = 'waiting'`) {
		h.must(h.send(m))
	}
	for _, m := range h.mail.Messages() {
		out = append(out, m.Subject)
	}
	return out
}

func TestASeriesIsToldInOneMailAndAsksForItsFormOnce(t *testing.T) {
	_, h := mailed(t)
	h.series()
	want := []string{"Kestrel Lane Health: 3 times from Friday 8 May", "Kestrel Lane Health: please fill in a form before Friday 8 May"}
	if diff := cmp.Diff(want, h.sent()); diff != "" {
		t.Fatal(diff)
	}
	words := "Hello Nadia,\n\nYou are booked at Kestrel Lane Health for 3 times:\n\n" +
		"Friday 8 May 2026, 10:00\nFriday 15 May 2026, 10:00\nFriday 22 May 2026, 10:30\n\nMain house\n4 Kestrel Lane\n\n" +
		"If you cannot come, please call 555 0100.\n\nKestrel Lane Health\n"
	if diff := cmp.Diff(words, h.mail.Messages()[0].Text); diff != "" {
		t.Error(diff)
	}
}

func TestAMoveAndACancellationOfASeriesAreOneMailEach(t *testing.T) {
	_, h := mailed(t)
	first := h.series()
	h.sent()
	second := first + 1
	take := []string{second.String() + " 2026-05-15 12:00", (second + 1).String() + " 2026-05-22 12:00"}
	h.must(h.flow.MoveSeries(t.Context(), desk, nadia, second, scheduling.Following, toNoon, take))
	h.sent()
	h.must(h.flow.CancelSeries(t.Context(), desk, nadia, second, scheduling.AllToCome, "The patient called"))
	want := []string{"Kestrel Lane Health: your new times", "Kestrel Lane Health: cancelled, 3 times from Friday 8 May"}
	if diff := cmp.Diff(want, h.sent()[2:]); diff != "" {
		t.Fatal(diff)
	}
	if moved := h.mail.Messages()[2].Text; !strings.Contains(moved, "They are now:\n\nFriday 15 May 2026, 12:00\nFriday 22 May 2026, 12:00\n\nMain house") {
		t.Error(moved)
	}
	if n := ask[int](t, h.Database, `select count(*) from booking_resources where freed_at is null and booking_id > 1`); n != 0 {
		t.Errorf("%d calendars are held by what was cancelled", n)
	}
}

// What waits says what is so when it goes: a visit that was moved or cancelled by
// itself meanwhile is not told twice, nor at its old time.
func TestAMailAboutASeriesSaysWhatIsSoWhenItGoes(t *testing.T) {
	_, h := mailed(t)
	first := h.series()
	_, err := h.flow.MoveVisit(t.Context(), desk, nadia, first, scheduling.Wish{Start: "11:15", Anyway: true})
	h.must(err)
	h.must(h.flow.CancelVisit(t.Context(), desk, nadia, first+1, "The clinician is ill"))
	got := h.sent()
	if got[0] != "Kestrel Lane Health: 2 times from Friday 8 May" || strings.Contains(strings.Join(got, "|"), "11:15") {
		t.Errorf("the mails are %q", got)
	}
	if text := h.mail.Messages()[0].Text; !strings.Contains(text, "\n\nFriday 8 May 2026, 11:15\nFriday 22 May 2026, 10:30\n") {
		t.Error(text)
	}
	// It has gone now, so that a move of one is told as such, and one to another room is not.
	_, err = h.flow.MoveVisit(t.Context(), desk, nadia, first, scheduling.Wish{Place: "none", Anyway: true})
	h.must(err)
	_, err = h.flow.MoveVisit(t.Context(), desk, nadia, first+2, scheduling.Wish{Start: "09:00", Anyway: true})
	h.must(err)
	if diff := cmp.Diff([]string{"Kestrel Lane Health: your new time, Friday 22 May, 09:00"}, h.sent()[len(got):]); diff != "" {
		t.Error(diff)
	}
}
