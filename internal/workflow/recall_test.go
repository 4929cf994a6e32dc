package workflow_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// recalled is a practice whose kind of visit comes again after six months and is written
// to; Nadia was seen.
func recalled(t *testing.T, besides ...string) mailHouse {
	h := mailing(t).served().roles()
	h.do(access.EditStaff.Practice(), access.System(access.Console), `insert into resources (staff_id) values (1), (2)`)
	for _, sql := range append([]string{`update visit_types set recall_months = 6, recall_mail = true`}, besides...) {
		h.do(access.EditSettings.Practice(), manager, sql)
	}
	h.Clock.Set(start.Add(30 * time.Minute))
	h.must(scheduling.New(h.DB).Mark(t.Context(), desk, nadia, 1, scheduling.Mark{Kind: scheduling.MarkSeen}))
	return h
}

// day is a round of the clock on a day, at noon in Chicago.
func (h mailHouse) day(day string) {
	h.t.Helper()
	on, err := time.Parse(time.DateOnly, day)
	h.must(err)
	h.round(on.Add(18 * time.Hour))
}

func (h mailHouse) round(at time.Time) {
	h.t.Helper()
	h.Clock.Set(at)
	_, err := worklist.New(h.DB).SettleDue(h.t.Context())
	h.must(err)
	h.must(h.flow.Recall(h.t.Context()))
	for _, m := range ask[[]int64](h.t, h.Database, `select coalesce(array_agg(d.id), '{}') from deliveries d join messages m on m.id = d.message_id where m.kind = 'recall' and d.state = 'waiting'`) {
		h.must(h.send(id.Mail(m)))
	}
}

func (h mailHouse) recalls() (out []string) {
	for _, m := range h.mail.Messages() {
		if strings.Contains(m.Subject, "time for your next visit") {
			out = append(out, m.Text)
		}
	}
	return out
}

func TestWhoIsToComeAgainIsWrittenToOnceAndNotWhatFor(t *testing.T) {
	h := recalled(t)
	h.day("2026-11-06")
	if got := h.recalls(); len(got) != 0 {
		t.Fatalf("%d mails a day early", len(got))
	}
	for _, day := range []string{"2026-11-07", "2026-11-07", "2026-11-08", "2026-12-01"} {
		h.day(day)
	}
	got := h.recalls()
	want := "Hello Nadia,\n\nIt is time for your next visit at Kestrel Lane Health, and no time is booked for it yet.\n\n" +
		"Please call 555 0100 to find one. If you have one already or do not want to come, please tell us too.\n\nKestrel Lane Health\n"
	if len(got) != 1 || got[0] != want {
		t.Errorf("%d mails: %q", len(got), got)
	}
}

func TestNobodyIsWrittenToInTheNightOrAgainstTheirWishOrWhoIsBooked(t *testing.T) {
	h := recalled(t)
	h.round(time.Date(2026, 11, 7, 8, 0, 0, 0, time.UTC)) // two at night in Chicago
	if got := h.recalls(); len(got) != 0 {
		t.Error("a mail in the night")
	}
	h.do(access.EditClient.On(nadia), desk, `update clients set reminders = 'none'`)
	h.day("2026-11-07")
	if got := h.recalls(); len(got) != 0 || ask[int64](t, h.Database, `select count(*) from recall_mails`) != 0 {
		t.Error("a mail to somebody who wishes for none")
	}
	h.do(access.EditClient.On(nadia), desk, `update clients set reminders = 'email'`)
	_, err := h.flow.BookVisit(t.Context(), desk, nadia, scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Place: "none", Day: "2026-11-20", Start: "10:00", Anyway: true})
	h.must(err)
	h.day("2026-11-08")
	if got := h.recalls(); len(got) != 0 {
		t.Error("a mail to somebody who is booked")
	}
}

func TestAPracticeThatWritesToNobodyWritesToNobody(t *testing.T) {
	h := recalled(t, `update visit_types set recall_mail = false`)
	h.day("2026-11-07")
	if got := h.recalls(); len(got) != 0 {
		t.Errorf("%d mails", len(got))
	}
	if n := ask[int64](t, h.Database, `select count(*) from blockers where kind = 'recall_due' and cleared_at is null`); n != 1 {
		t.Errorf("%d on the worklist", n)
	}
}

func TestAVisitThatIsBookedBeforeTheMailGoesTakesItBack(t *testing.T) {
	h := recalled(t)
	h.Clock.Set(time.Date(2026, 11, 7, 18, 0, 0, 0, time.UTC))
	_, err := worklist.New(h.DB).SettleDue(t.Context())
	h.must(err)
	h.must(h.flow.Recall(t.Context()))
	_, err = h.flow.BookVisit(t.Context(), desk, nadia, scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Place: "none", Day: "2026-11-20", Start: "10:00", Anyway: true})
	h.must(err)
	h.round(h.Clock.Now())
	if got := ask[string](t, h.Database, `select d.state || ': ' || d.problem from deliveries d join messages m on m.id = d.message_id where m.kind = 'recall'`); len(h.recalls()) != 0 || got != "cancelled: Another visit was booked, or it was said why not, before the mail went." {
		t.Errorf("%d went; %s", len(h.recalls()), got)
	}
}
