package waitlist_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/page"
	"charthouse/web/waitlist"
)

var (
	tomasz = access.StaffMember(2, "Tomasz Wieczorek", access.FrontDesk)
	kwame  = access.StaffMember(3, "Kwame Mensah", access.Biller)
)

// Nadia has a visit on Thursday; Ravi waits for one, and can be reached by mail.
const cast = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002,10003}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into mail_settings (host, port, security, sender) values ('127.0.0.1', 25, 'none', 'desk@kestrel.example');
	insert into staff (name, email) values ('Dr Amara Okafor', 'a@kestrel.example'), ('Tomasz Wieczorek', 't@kestrel.example'), ('Kwame Mensah', 'k@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'clinician'), (2, 'front_desk'), (3, 'biller');
	insert into resources (staff_id) values (1);
	insert into locations (name, zone) values ('Main house', 'America/Chicago');
	insert into availability (staff_id, location_id, weekday, starts, ends) select 1, 1, w, '09:00', '12:00' from generate_series(1, 5) w;
	insert into visit_types (name, minutes) values ('Diabetes review', 30);
	insert into clients (id, given, family, email, opened_at) values (10001, 'Nadia', 'Haddad', 'n@home.example', clock()), (10002, 'Ravi', 'Pillai', 'r@home.example', clock()), (10003, 'Gita', 'Rao', '', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values ('visit', 1, 'America/Chicago', '2026-05-07 09:30', '2026-05-07 14:30Z', '2026-05-07 15:00Z');
	insert into booking_resources (booking_id, resource_id, held) values (1, 1, tstzrange('2026-05-07 14:30Z', '2026-05-07 15:00Z'));
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 1, clock());
	commit`

type house struct {
	*dbtest.Database
	t    *testing.T
	flow *workflow.Workflow
	site http.Handler
}

func open(t *testing.T) house {
	t.Helper()
	d := dbtest.New(t)
	d.Clock.Set(time.Date(2026, 5, 4, 15, 0, 0, 0, time.UTC)) // 10:00 in Chicago
	if _, err := d.Owner.Exec(t.Context(), cast); err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	flow := workflow.New(d.DB)
	return house{d, t, flow, site.Handler((&waitlist.Handler{Site: site, Scheduling: scheduling.New(d.DB), Workflow: flow}).Routes)}
}

func (h house) ask(who access.Actor, method, path string, pairs ...string) (int, string, string) {
	h.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(h.t.Context(), method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.site.ServeHTTP(w, page.As(r, who))
	return w.Code, w.Header().Get("Location"), w.Body.String()
}

func (h house) says(path string, words ...string) string {
	h.t.Helper()
	code, _, body := h.ask(tomasz, http.MethodGet, path)
	if code != http.StatusOK {
		h.t.Fatalf("%s: %d %s", path, code, body)
	}
	for _, w := range words {
		if !strings.Contains(body, w) {
			h.t.Errorf("%s lacks %q", path, w)
		}
	}
	return body
}

func (h house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func TestTheDeskPutsSomebodyOnTheWaitlistAndWatchesATimeBeOffered(t *testing.T) {
	h := open(t)
	h.says("/waitlist", "Nobody waits")
	h.says("/clients/10002/waits/new", "Ravi Pillai", "Diabetes review, 30 minutes", "Put on the waitlist")
	code, _, body := h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "", "remark", "Works late", "weekday", "4")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Choose what kind of visit it is.") || !strings.Contains(body, "Works late") {
		t.Fatalf("%d %s", code, body)
	}
	code, to, _ := h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1", "clinician", "1", "weekday", "4", "part", "morning", "urgency", "soon", "remark", "Works late")
	if code != http.StatusSeeOther || to != "/clients/10002/waits/1" {
		t.Fatalf("%d to %s", code, to)
	}
	h.says(to, "With Dr Amara Okafor, Thu, mornings", "Works late", "Nothing was offered yet.", "Take off the waitlist")
	h.says("/waitlist", "Ravi Pillai", "Soon", "Nothing yet")
	if code, _, _ := h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1"); code != http.StatusConflict {
		t.Errorf("twice on the waitlist: %d", code)
	}

	h.must(h.flow.CancelVisit(t.Context(), tomasz, 10001, 1, "The patient called"))
	h.says("/waitlist", "Thu 7 May, 09:30", "To be offered")
	h.must(h.flow.RescueAll(t.Context()))
	h.says("/waitlist", "Offered to 1 person until 11:00", "Thu 7 May, 09:30: no answer yet")
	h.says("/openings/1", "Ravi Pillai", "No answer yet", "Stop offering it")
	code, _, body = h.ask(tomasz, http.MethodPost, "/openings/1/stop", "reason", "")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Say why in a word or two") {
		t.Fatalf("%d %s", code, body)
	}
	if code, to, _ = h.ask(tomasz, http.MethodPost, "/openings/1/stop", "reason", "She is needed elsewhere"); code != http.StatusSeeOther || to != "/openings/1" {
		t.Fatalf("%d to %s", code, to)
	}
	h.must(h.flow.RescueAll(t.Context()))
	if body := h.says("/openings/1", "Stopped by Tomasz Wieczorek: She is needed elsewhere", "Stopped before they answered"); strings.Contains(body, "Stop offering it") {
		t.Error("it can be stopped twice")
	}
	if code, _, _ := h.ask(tomasz, http.MethodPost, "/openings/1/stop", "reason", "Again"); code != http.StatusConflict {
		t.Errorf("stopped twice: %d", code)
	}

	if code, to, _ := h.ask(tomasz, http.MethodPost, "/clients/10002/waits/1/removal", "reason", "The patient called"); code != http.StatusSeeOther || to != "/waitlist" {
		t.Fatalf("%d to %s", code, to)
	}
	h.says("/waitlist", "Nobody waits")
	h.says("/clients/10002/waits/1", "waits no more", "taken off, Tomasz Wieczorek, The patient called")
}

// Of a time that is still free nobody is said to have come too late: they left, or were booked otherwise.
func TestWhatCameOfAnOfferIsSaidAsItWas(t *testing.T) {
	for name, c := range map[string]struct {
		ends  func(h house)
		says  string
		still bool
	}{
		"taken off": {func(h house) {
			h.must(scheduling.New(h.DB).EndWait(t.Context(), tomasz, 10002, 1, "The patient called"))
		}, "Taken off the waitlist before they answered", true},
		"booked otherwise": {func(h house) {
			_, err := h.flow.BookVisit(t.Context(), tomasz, 10002, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-12", Start: "10:00", Anyway: true})
			h.must(err)
		}, "Got another time before they answered", true},
		"booked by the desk": {func(h house) {
			_, err := h.flow.BookVisit(t.Context(), tomasz, 10001, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-07", Start: "09:30", Anyway: true})
			h.must(err)
		}, "Gone before they answered", false},
		"stopped, and not told yet": {func(h house) { h.must(h.flow.StopOffers(t.Context(), tomasz, 1, "Needed elsewhere")) }, "Stopped before they answered", false},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1")
			h.must(h.flow.CancelVisit(t.Context(), tomasz, 10001, 1, "The patient called"))
			h.must(h.flow.RescueAll(t.Context()))
			c.ends(h)
			h.says("/openings/1", c.says)
			h.must(h.flow.RescueAll(t.Context()))
			if body := h.says("/openings/1", c.says); strings.Contains(body, "Stop offering it") != c.still {
				t.Errorf("still free: want %v", c.still)
			}
			if !c.still { // what came of it stays
				h.Clock.Move(time.Minute)
				h.must(scheduling.New(h.DB).EndWait(t.Context(), tomasz, 10002, 1, "Later"))
				h.says("/openings/1", c.says)
			}
		})
	}
}

func TestTheWaitlistSaysWhoIsOfferedNothingAndWhy(t *testing.T) {
	h := open(t)
	h.ask(tomasz, http.MethodPost, "/clients/10003/waits", "type", "1")
	h.says("/waitlist", "Gita Rao", "Any time", "Cannot be reached by mail or text, so nothing is offered. Call them.")
	h.must(scheduling.New(h.DB).EndWait(t.Context(), tomasz, 10003, 1, "Reached by phone"))
	h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1", "latest", "2026-05-04")
	h.Clock.Move(48 * time.Hour)
	h.says("/waitlist", "Waited until Mon 4 May. Take them off, or call them.")
}

// What the house does not fill the desk does: the page of the time says who could come, and books them.
func TestATimeThatIsNotOfferedSaysWhoCouldCome(t *testing.T) {
	h := open(t)
	h.ask(tomasz, http.MethodPost, "/clients/10003/waits", "type", "1", "urgency", "urgent")
	h.must(h.flow.CancelVisit(t.Context(), tomasz, 10001, 1, "The patient called"))
	h.says("/openings/1", "no mail or text reaches those who wait. Call them.", "Gita Rao")
	h.Clock.Set(time.Date(2026, 5, 7, 13, 0, 0, 0, time.UTC)) // 08:00
	h.must(h.flow.RescueAll(t.Context()))
	h.says("/waitlist", "Thu 7 May, 09:30", "Not offered: it is too late for offers")
	to := "/book?client=10003&amp;clinician=1&amp;day=2026-05-07&amp;location=1&amp;start=09%3A30&amp;type=1"
	h.says("/openings/1", "Nobody was asked.", "Who could come", "Gita Rao", "Urgent", "Diabetes review", to)
	if code, _, body := h.ask(kwame, http.MethodGet, "/openings/1"); code != http.StatusOK || !strings.Contains(body, "Gita Rao") || strings.Contains(body, "/book?") {
		t.Errorf("the biller: %d %s", code, body)
	}
	_, err := h.flow.BookVisit(t.Context(), tomasz, 10003, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-07", Start: "09:30"})
	h.must(err)
	if body := h.says("/openings/1"); strings.Contains(body, "Who could come") {
		t.Error("booked, and others could still come")
	}
}

func TestAnEntryWhoseVisitIsCancelledSaysSo(t *testing.T) {
	h := open(t)
	h.says("/clients/10001/waits/new", "Thu 7 May, 09:30, Diabetes review")
	h.ask(tomasz, http.MethodPost, "/clients/10001/waits", "type", "1", "visit", "1")
	h.says("/waitlist", "Diabetes review, earlier than Thu 7 May, 09:30")
	h.must(h.flow.CancelVisit(t.Context(), tomasz, 10001, 1, "The patient called"))
	h.says("/waitlist", "The visit that would move is over or cancelled.")
	if code, _, _ := h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1", "visit", "1"); code != http.StatusUnprocessableEntity {
		t.Errorf("another's visit: %d", code)
	}
}

func TestTheBillerWatchesTheWaitlistAndChangesNothing(t *testing.T) {
	h := open(t)
	h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1")
	if code, _, body := h.ask(kwame, http.MethodGet, "/clients/10002/waits/1"); code != http.StatusOK || strings.Contains(body, "Take off the waitlist") {
		t.Errorf("%d %s", code, body)
	}
	for _, path := range []string{"/clients/10002/waits", "/clients/10002/waits/1/removal", "/openings/1/stop"} {
		if code, _, _ := h.ask(kwame, http.MethodPost, path, "reason", "No"); code != http.StatusForbidden {
			t.Errorf("%s: %d", path, code)
		}
	}
}

func TestAnEntryOfAnotherFileIsNotThere(t *testing.T) {
	h := open(t)
	h.ask(tomasz, http.MethodPost, "/clients/10002/waits", "type", "1")
	for _, path := range []string{"/clients/10001/waits/1", "/clients/10002/waits/2", "/openings/9"} {
		if code, _, _ := h.ask(tomasz, http.MethodGet, path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _, _ := h.ask(tomasz, http.MethodPost, "/clients/10001/waits/1/removal", "reason", "Another's"); code != http.StatusNotFound {
		t.Errorf("taken off by another's file: %d", code)
	}
}
