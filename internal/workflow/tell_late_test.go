package workflow_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
)

// behind is a practice that tells of clinicians who run late, half an hour before
// Nadia's visit at 09:30: Dr Okafor's visit with Omar was to be over at 08:30.
func behind(h mailHouse, marks ...string) mailHouse {
	h.t.Helper()
	const omars = 10002
	h.do(access.CreateClient.On(omars), access.System(access.Console), `insert into clients (id, given, family, opened_at) values (10002, 'Omar', 'Farouk', clock())`)
	h.do(access.BookVisit.On(omars), desk, `
		with b as (
		  insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		  values ('visit', 1, 'America/Chicago', '2026-05-07 08:00', '2026-05-07 13:00Z', '2026-05-07 13:30Z') returning id)
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 10002, b.id, 1, (select clinician_id from visits where id = 1), clock() from b`)
	h.do(access.EditSettings.Practice(), manager, `update flow_settings set tell_late = true`)
	h.do(access.EditSettings.Practice(), manager, `insert into places (location_id, name, kind) values (1, 'Room 1', 'room')`)
	h.Clock.Set(start.Add(-90 * time.Minute))
	for i, kind := range marks {
		h.Clock.Set(start.Add(-90*time.Minute + time.Duration(i)*time.Minute))
		h.do(access.FlowVisit.On(omars), desk, `insert into visit_marks (client_id, visit_id, kind, at) select 10002, max(id), '`+kind+`', clock() from visits where client_id = 10002`)
	}
	h.Clock.Set(start.Add(-28 * time.Minute)) // 09:02
	return h
}

// late sends what was decided to be told, and answers the mails.
func (h mailHouse) late() (said []string) {
	h.t.Helper()
	h.must(h.flow.TellLate(h.t.Context()))
	for _, m := range ask[[]int64](h.t, h.Database, `select coalesce(array_agg(d.id), '{}') from deliveries d join messages m on m.id = d.message_id where m.kind = 'late' and d.state = 'waiting'`) {
		h.must(h.send(id.Mail(m)))
	}
	for _, m := range h.mail.Messages() {
		if strings.Contains(m.Subject, "running late") {
			said = append(said, m.Text)
		}
	}
	return said
}

func TestWhoIsExpectedIsToldOnceThatTheirClinicianRunsLate(t *testing.T) {
	h := behind(remindedOf(t, `24, 'email'`), "arrived", "with")
	h.late()
	h.Clock.Move(5 * time.Minute)
	got := h.late()
	if len(got) != 1 || !strings.Contains(got[0], "Hello Nadia,\n\nKestrel Lane Health is running about 30 minutes late today, so your visit at 09:30 may begin later.\n\nPlease come at your time all the same") {
		t.Fatalf("told %d times: %q", len(got), got)
	}
	if strings.Contains(got[0], "Okafor") || strings.Contains(got[0], "Omar") {
		t.Errorf("it says who: %s", got[0])
	}
	h.must(func() error {
		_, err := h.flow.MoveVisit(t.Context(), desk, nadia, 1, to("2026-05-07", "09:45"))
		return err
	}())
	if got := h.late(); len(got) != 2 {
		t.Errorf("of another time they are told %d times", len(got)-1)
	}
}

func TestWhoWaitsForTheClinicianMakesThemLateToo(t *testing.T) {
	h := behind(remindedOf(t, `24, 'email'`), "arrived")
	if got := h.late(); len(got) != 1 || !strings.Contains(got[0], "about 60 minutes late") {
		t.Errorf("told %q", got)
	}
}

func TestWhoTakesPartInAVisitThatGoesOnRunsLateToo(t *testing.T) {
	h := behind(remindedOf(t, `24, 'email'`), "arrived", "with")
	h.do(access.MoveVisit.On(10002), desk, `
		with other as (insert into staff (name, email) values ('Dr Ruiz', 'ruiz@kestrellane.example') returning id)
		update visits set second_id = clinician_id, clinician_id = (select id from other) where client_id = 10002`)
	if got := h.late(); len(got) != 1 || !strings.Contains(got[0], "about 30 minutes late") {
		t.Errorf("told %q", got)
	}
}

func TestNobodyIsToldThatNobodyRunsLate(t *testing.T) {
	for name, c := range map[string]struct {
		marks []string
		then  string
	}{
		"nobody is here":            {nil, ""},
		"they are done":             {[]string{"arrived", "with", "ready"}, ""},
		"they have left":            {[]string{"arrived", "seen"}, ""},
		"it is little":              {[]string{"arrived", "with"}, `update flow_settings set late_minutes = 40`},
		"the practice wants it not": {[]string{"arrived", "with"}, `update flow_settings set tell_late = false`},
	} {
		t.Run(name, func(t *testing.T) {
			h := behind(remindedOf(t, `24, 'email'`), c.marks...)
			if c.then != "" {
				h.do(access.EditSettings.Practice(), manager, c.then)
			}
			if got := h.late(); len(got) != 0 {
				t.Errorf("told %q", got)
			}
		})
	}
	for name, then := range map[string]string{
		"has come":               `insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'arrived', clock())`,
		"wishes for nothing":     `update clients set reminders = 'none' where id = 10001`,
		"is not expected so far": `update bookings set starts_at = starts_at + interval '3 hours', ends_at = ends_at + interval '3 hours', starts_local = starts_local + interval '3 hours' where id = 1`,
	} {
		t.Run("who "+name, func(t *testing.T) {
			h := behind(remindedOf(t, `24, 'email'`), "arrived", "with")
			h.do(access.MoveVisit.On(nadia), desk, then)
			if got := h.late(); len(got) != 0 {
				t.Errorf("told %q", got)
			}
		})
	}
}

func TestWhoAgreedToTextsIsTextedThatTheirClinicianRunsLate(t *testing.T) {
	h := texting(t)
	behind(h.mailHouse, "arrived", "with")
	for range 2 {
		h.must(h.flow.TellLate(t.Context()))
		h.must(h.sendText(1))
	}
	got := h.sms.Requests()
	if len(got) != 1 || got[0].Form.Get("Body") != "Kestrel Lane Health is running about 30 minutes late today, so your visit at 09:30 may begin later. STOP for no more texts." {
		t.Fatalf("%d texts: %v", len(got), got)
	}
}

func TestATextThatWaitsIsNotSentAfterSTOP(t *testing.T) {
	h := texting(t)
	behind(h.mailHouse, "arrived", "with")
	h.must(h.flow.TellLate(t.Context()))
	h.do(access.EditClient.On(nadia), desk, `update clients set texts_agreed = false where id = 10001`)
	h.must(h.sendText(1))
	if n := len(h.sms.Requests()); n != 0 || !strings.HasPrefix(h.text(), "cancelled") {
		t.Errorf("%d texts, %s", n, h.text())
	}
}

// In a house without rooms, who has come is with the clinician until their time is over.
func TestWithoutRoomsWhoHasComeDoesNotWait(t *testing.T) {
	h := behind(remindedOf(t, `24, 'email'`), "arrived")
	h.do(access.EditSettings.Practice(), manager, `update places set closed_at = clock()`)
	if got := h.late(); len(got) != 1 || !strings.Contains(got[0], "about 30 minutes late") {
		t.Errorf("told %q", got)
	}
}
