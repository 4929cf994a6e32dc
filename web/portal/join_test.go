package portal_test

import (
	"net/http"
	"strings"
	"testing"

	"charthouse/web/href"
)

func TestAStrangerJoinsTheWaitlistWithoutScripts(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	path := href.OnlineWaitlistOf("1", "")
	if a := p.get(href.OnlineTimesOf("1", "", "")); !strings.Contains(a.body, `href="`+path+`"`) {
		t.Fatalf("the times do not lead to the waitlist: %s", a.body)
	}
	if a := p.get(path); a.status != http.StatusOK || !strings.Contains(a.body, "Dr Amara Okafor") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	wish := append([]string{"type", "1", "clinician", "1", "weekday", "4", "part", "morning", "urgency", "urgent"}, ravi[:10]...)
	a := p.fresh(href.OnlineWaitlist, append(wish, "latest", "2037-05-01")...)
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "This day has passed.") || !strings.Contains(a.body, "ravi@home.example") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := p.fresh(href.OnlineWaitlist, append(wish, "latest", "9999-12-31")...); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "This is more than a year ahead.") {
		t.Fatalf("without end: %d %s", a.status, a.body)
	}
	for _, days := range []string{"5", "2"} { // who joins twice keeps their place, and waits for what they said last
		if a := p.fresh(href.OnlineWaitlist, append(wish, "weekday", days)...); a.to != href.OnlineWaiting {
			t.Fatalf("%d to %s: %s", a.status, a.to, a.body)
		}
	}
	if n := h.count(t, `select count(*) from waits w join clients c on c.id = w.client_id where c.family = 'Menon' and w.online and w.urgency = 'routine' and w.clinician_id = 1 and w.weekdays = '{2,4}' and w.parts = '{morning}'`); n != 1 {
		t.Errorf("%d wait so", n)
	}
	if n := h.count(t, `select count(*) from clients`); n != 3 {
		t.Errorf("%d files", n)
	}
	if a := p.get(href.OnlineWaiting); strings.Contains(a.body, "Ravi") || !strings.Contains(a.body, "we write to the mail address") || !strings.Contains(a.body, "what you wish for now takes the place of what you wished for before") {
		t.Error(a.body)
	}
	if a := p.fresh(href.OnlineWaitlist, append([]string{"type", "1", "clinician", "424242"}, ravi[:10]...)...); a.status != http.StatusUnprocessableEntity {
		t.Errorf("for a clinician who is none: %d", a.status)
	}
	if a := p.get(href.OnlineWaitlistOf("77", "")); a.status != http.StatusNotFound {
		t.Errorf("a kind that is not offered: %d", a.status)
	}
}
