package today_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"charthouse/internal/scheduling"
	"charthouse/web/browsertest"
)

func TestTheFlowSaysWhereEverybodyIsForHowLongAndWhatIsNotReady(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	for i, name := range []string{"Nadia Haddad", "Kofi Boateng", "Elif Kaya", "Ravi Pillai", "Hoa Nguyen"} {
		c := h.client(t, name)
		v := h.book(t, c, 3+i, 1, 9*60)
		marks := []scheduling.MarkKind{scheduling.MarkArrived, scheduling.MarkRoomed, scheduling.MarkWith, scheduling.MarkReady}
		h.mark(t, c, v, marks[:i]...)
	}
	h.owned(t, `update flow_settings set room_minutes = 10; insert into alerts (client_id, text, raised_at) select min(id), 'Walk with her', clock() from clients; insert into confirmations (client_id, visit_id, starts_at, at, way) select v.client_id, v.id, b.starts_at, clock(), 'link' from visits v join bookings b on b.id = v.booking_id order by v.id limit 1`)
	h.at(9, 12)
	b := h.as(t, 1)
	wantWords(t, b.get("/day/2026-05-04?view=flow"), http.StatusOK,
		"Coming 1 09:00 Nadia Haddad Dr Okafor · Room 1 12 min late Says they come Walk with her First visit here Arrived : Nadia Haddad",
		"Waiting 1 09:00 Kofi Boateng Dr Lindqvist · Room 2 12 min, past 10 min", "In a room : Kofi Boateng",
		"In a room 1 09:00 Elif Kaya Dr Ruiz · Room 3 12 min, past 10 min", "Clinician is in : Elif Kaya",
		"With the clinician 1 09:00 Ravi Pillai Mei-Ling Tan · Room 4 12 min", "Ready to leave : Ravi Pillai",
		"Ready to leave 1 09:00 Hoa Nguyen Yusuf Demir · Room 5 12 min, past 5 min", "Left : Hoa Nguyen")
	a := b.post(fmt.Sprintf("/clients/%s/visits/4/marks/ready?from=flow", h.client4(t)))
	if !strings.Contains(a.to, "view=flow") {
		t.Errorf("a hand-off on the flow leads to %s", a.to)
	}
	wantWords(t, b.get(a.to), http.StatusOK, "Ravi Pillai is ready to leave.", "With the clinician 0 Nobody is with a clinician.", "Ready to leave 2")
	wantWords(t, b.get("/day/2026-05-05?view=flow"), http.StatusOK, "Nobody else is expected.", "Nobody waits.")
}

// client4 is whose the fourth visit is.
func (h house) client4(t *testing.T) (c string) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), `select client_id::text from visits where id = 4`).Scan(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

// A whole way through the building without a pointer, and the flow on a phone.
func TestAHandOffIsAKeyAndTheFlowFitsAPhone(t *testing.T) {
	h := open(t)
	h.at(9, 55)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/")
	for _, s := range []struct{ key, says string }{
		{"a", "Nadia Haddad has arrived."},
		{"r", "Nadia Haddad is in a room."},
		{"w", "Nadia Haddad is with the clinician."},
		{"d", "Nadia Haddad is ready to leave."},
		{"l", "Nadia Haddad was seen."},
	} {
		b.Eval(`document.querySelector('#visit-1 a').focus()`)
		b.Press(s.key)
		b.See(s.says)
	}
	for _, width := range []int64{1440, 390, 320} {
		b.Viewport(width, 800, width == 390)
		b.Open(h.url + "/day/2026-05-04?view=flow")
		b.See("With the clinician")
		b.NoSideways()
		b.Axe()
		b.Open(h.url + "/day/2026-09-30?view=flow") // a Wednesday in September is the longest of days
		b.NoSideways()
	}
}
