package practice_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"charthouse/web/href"
)

// seenBefore are five people who were seen for the first kind of visit: of two the time to come again after six months
// has just passed, one of them without a mail address, of two it is long past, one of them against mails, and one was
// here last month.
const seenBefore = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002,10003,10004,10005}', true, '', '2037-05-04 15:00Z', true);
	insert into clients (id, given, family, birth_date, email, reminders, opened_at)
	select 10000 + n, 'P' || n, 'Again', '1985-03-14', case n when 2 then '' else 'p' || n || '@home.example' end, case n when 4 then 'none' else 'email' end, clock()
	from generate_series(1, 5) n;
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	select 'visit', 1, 'America/New_York', d + time '09:00', (d + time '09:00') at time zone 'America/New_York', (d + time '09:30') at time zone 'America/New_York'
	from unnest('{2036-10-25,2036-10-25,2035-05-04,2036-10-25,2037-04-04}'::date[]) with ordinality u(d, n) order by n;
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 10000 + n, b.id, 1, 1, b.starts_at
	from (select id, starts_at, row_number() over (order by id) as n from bookings) b;
	insert into visit_marks (client_id, visit_id, kind, at) select client_id, id, 'seen', booked_at from visits;
	commit`

// By a rule about coming again people are due, and written to, at once: before it is saved it is said how many, and after.
func TestARuleThatCallsPeopleBackAtOnceSaysHowManyAndIsMeant(t *testing.T) {
	h := open(t)
	h.Clock.Set(time.Date(2037, 5, 4, 15, 0, 0, 0, time.UTC))
	b := h.as(t, "ingrid@kestrellane.example")
	b.post(href.Locations, "name", "Main street", "zone", "America/New_York")
	b.post(href.VisitTypes, "name", "Review", "minutes", "30")
	if _, err := h.Owner.Exec(t.Context(), seenBefore); err != nil {
		t.Fatal(err)
	}
	path := href.VisitTypes + "/1"
	if a := b.get(path); strings.Contains(a.body, "recall_meant") {
		t.Error("it is asked before there is anything to ask")
	}
	refused := func(words string, form ...string) {
		t.Helper()
		a := b.post(path, append([]string{"name", "Review", "minutes", "30"}, form...)...)
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, words) || !strings.Contains(a.body, `name="recall_meant"`) {
			t.Errorf("%v: %d, and it does not say %q: %s", form, a.status, words, about(a.body))
		}
	}
	saved := func(words string, form ...string) {
		t.Helper()
		if a := b.post(path, append([]string{"name", "Review", "minutes", "30"}, form...)...); a.status != http.StatusSeeOther {
			t.Fatalf("%v: %d %s", form, a.status, a.body)
		}
		if a := b.get(href.VisitTypes); !strings.Contains(a.body, words) {
			t.Errorf("%v: it does not say %q: %s", form, words, about(a.body))
		}
	}
	refused("4 people are due to come again as soon as this is saved, and on the worklist then. Nobody is written to. Tick this if it is meant.", "recall", "6")
	refused("4 people are due to come again as soon as this is saved, and on the worklist then. 1 person is written to at once, outside of the hours without reminders. Tick this if it is meant.", "recall", "6", "recall_mail", "true")
	if a := b.get(path); !strings.Contains(a.body, `name="recall" value=""`) {
		t.Errorf("it was saved all the same: %s", a.body)
	}
	saved("Saved. 4 people are due to come again now and stand on the worklist. Nobody is written to.", "recall", "6", "recall_meant", "true")
	refused("1 person is written to at once, outside of the hours without reminders. Tick this if it is meant.", "recall", "6", "recall_mail", "true")
	saved("Saved. 4 people are due to come again now and stand on the worklist. 1 of them is written to.", "recall", "6", "recall_mail", "true", "recall_meant", "true")
	saved("Saved. 1 person is due to come again now and stand", "recall", "12", "recall_mail", "true") // who was due is due no more
	saved("Saved. Nobody is due to come again now.")                                                   // never again
	saved("Saved. Nobody is due to come again now.", "recall", "36")
}

// about is what the page says of people.
func about(body string) string {
	_, after, _ := strings.Cut(body, "Saved.")
	if after == "" {
		_, after, _ = strings.Cut(body, "f-recall_meant-error")
	}
	return after[:min(len(after), 400)]
}
