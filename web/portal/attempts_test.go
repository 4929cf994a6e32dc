package portal_test

import (
	"net/http"
	"strings"
	"testing"

	"charthouse/web/href"
)

func TestBookingOnlineIsNotTriedWithoutEnd(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	book := func() int {
		return p.fresh(href.OnlineDetails, append([]string{"at", "1|1|1|2037-05-08|09:00"}, ravi...)...).status
	}
	for i := range 6 {
		if got := book(); (got == http.StatusTooManyRequests) != (i == 5) {
			t.Errorf("the %dth time: %d", i+1, got)
		}
	}
	for i := range 31 {
		if got := p.fresh(href.OnlineHold, "at", "1|1|1|2037-05-08|10:00").status; (got == http.StatusTooManyRequests) != (i == 30) {
			t.Errorf("kept the %dth time: %d", i+1, got)
		}
	}
}

// A mail address that is missing or none, and a day that is none, are refused at their

// field, and use up no attempt.

func TestATypingErrorUsesUpNoAttempt(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	for _, c := range []struct {
		path, field string
		form        []string
	}{
		{href.OnlineDetails, "birth_date", []string{"at", "1|1|1|2037-05-08|09:00"}},
		{href.OnlineWaitlist, "latest", []string{"type", "1", "latest", "soon"}},
	} {
		wrong := append([]string{"given", "Ravi", "family", "Menon", "phone", "555 0177 01"}, c.form...)
		for i := range 25 {
			mail := []string{"", "ravi", "ravi@home.example"}[i%3]
			a := p.fresh(c.path, append(wrong, "email", mail)...)
			if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `id="f-`+c.field+`-error"`) || strings.Contains(a.body, `id="f-email-error"`) != (i%3 < 2) {
				t.Fatalf("%s with %q, the %dth time: %d %s", c.path, mail, i+1, a.status, a.body)
			}
		}
		if a := p.fresh(c.path, append(append([]string{}, c.form[:2]...), ravi...)...); a.status != http.StatusSeeOther {
			t.Errorf("%s put right: %d %s", c.path, a.status, a.body)
		}
	}
	if n := h.count(t, `select count(*) from knocks where key like 'online % mail %' and count > 1`); n != 0 {
		t.Error("what was mistyped was counted")
	}
}

// Whoever types the mail address of another uses up their own attempts only.

func TestNobodyUsesUpTheAttemptsOfAnother(t *testing.T) {
	h := openOnline(t)
	rude, own := h.phone(t).from("203.0.113.7"), h.phone(t).from("198.51.100.4")
	for _, path := range []string{href.OnlineDetails, href.OnlineWaitlist} {
		form := append([]string{"type", "1", "at", "1|1|1|2037-05-08|10:00"}, ravi...)
		var got answer
		for range 6 {
			got = rude.fresh(path, append([]string{"at", "1|1|1|2037-05-08|09:00"}, form...)...)
		}
		if got.status != http.StatusTooManyRequests || !strings.Contains(got.body, `value="Menon"`) {
			t.Errorf("%s: whoever tries without end: %d", path, got.status)
		}
		if a := own.fresh(path, form...); a.status != http.StatusSeeOther {
			t.Errorf("%s: whose address it is: %d", path, a.status)
		}
	}
}

// visitLink is what the confirmation of the only visit that was booked online carries.
