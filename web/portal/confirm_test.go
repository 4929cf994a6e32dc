package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/web/href"
)

// reminded is the house with the token of a reminder's mail.
func reminded(t testing.TB) house {
	t.Helper()
	h := open(t)
	err := h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(10001), func(tx *db.Tx) (err error) {
		h.token, err = intake.MintVisitLinkTx(t.Context(), tx, 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// shownAs is when the visit of the house begins, as the page's form carries it.
const shownAs = "2125319400"

func TestTheLinkInAReminderIsTheRouteOfTheConfirmation(t *testing.T) {
	if got := href.ConfirmLink("x"); got != messaging.ConfirmPath+"x" {
		t.Error(got)
	}
}

func TestAScannerThatFollowsAReminderConfirmsNothing(t *testing.T) {
	h := reminded(t)
	for range 3 {
		a := h.phone(t).get(href.ConfirmLink(h.token))
		if a.status != http.StatusOK || !strings.Contains(a.body, "Thursday 7 May 2037, 09:30") || !strings.Contains(a.body, "Will you come?") || !strings.Contains(a.body, `value="`+shownAs+`"`) {
			t.Fatalf("%d %s", a.status, a.body)
		}
		for _, secret := range []string{"Nadia", "Haddad", "Diabetes", "10001", "Okafor", "555 0142"} {
			if strings.Contains(a.body, secret) {
				t.Errorf("the page tells %s", secret)
			}
		}
	}
	if n := h.count(t, `select count(*) from confirmations`); n != 0 {
		t.Errorf("%d confirmations", n)
	}
}

func TestTheButtonConfirmsOnceAndThePageThanks(t *testing.T) {
	h := reminded(t)
	for range 2 {
		if a := h.phone(t).post(href.ConfirmLink(h.token), "at", shownAs); a.status != http.StatusSeeOther || a.to != href.ConfirmLink(h.token) {
			t.Fatalf("%d to %s", a.status, a.to)
		}
	}
	if n := h.count(t, `select count(*) from confirmations where way = 'link'`); n != 1 {
		t.Errorf("%d confirmations", n)
	}
	if a := h.phone(t).get(href.ConfirmLink(h.token)); !strings.Contains(a.body, "Thank you, we expect you") || strings.Contains(a.body, "<form") {
		t.Error(a.body)
	}
}

func TestATimeThatIsNotTheVisitsIsNotConfirmed(t *testing.T) {
	h := reminded(t)
	for _, at := range []string{"", "soon", "2125319460", "-1", "9227000000000", "9223372036854775807", "99999999999999999999"} {
		if a := h.phone(t).post(href.ConfirmLink(h.token), "at", at); a.status != http.StatusConflict || !strings.Contains(a.body, "555 0100") {
			t.Errorf("%q: %d", at, a.status)
		}
	}
	if n := h.count(t, `select count(*) from confirmations`); n != 0 {
		t.Errorf("%d confirmations", n)
	}
}

func TestTheLinkOfAReminderSaysThatTheVisitIsCancelledOrOver(t *testing.T) {
	h := reminded(t)
	err := h.Write(t.Context(), deskWho, access.CancelVisit.On(10001), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into visit_marks (client_id, visit_id, kind, at, reason) values (10001, 1, 'cancelled', clock(), 'ill')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := h.phone(t).get(href.ConfirmLink(h.token)); !strings.Contains(a.body, "This visit is cancelled") || strings.Contains(a.body, "<form") {
		t.Error(a.body)
	}
	h.Clock.Set(time.Date(2037, 5, 7, 15, 0, 0, 0, time.UTC))
	if a := h.phone(t).get(href.ConfirmLink(h.token)); a.status != http.StatusNotFound || !strings.Contains(a.body, "no longer good") {
		t.Errorf("after the visit: %d", a.status)
	}
}

func TestALinkOfAFormConfirmsNothingAndOneOfAReminderOpensNoForm(t *testing.T) {
	h := open(t)
	if a := h.phone(t).get(href.ConfirmLink(h.token)); a.status != http.StatusNotFound {
		t.Errorf("a form's token at the confirmation: %d", a.status)
	}
	h = reminded(t)
	for _, a := range []answer{h.phone(t).get(href.FormLink(h.token)), h.phone(t).post(href.FormLink(h.token))} {
		if a.status != http.StatusSeeOther || a.to != href.ConfirmLink(h.token) || len(a.cookies) != 0 {
			t.Errorf("a reminder's token at the form: %d to %s", a.status, a.to)
		}
	}
}

// FuzzConfirm: whatever is sent to the link of a reminder, it is answered, and nothing
// but the time that was shown is confirmed.
func FuzzConfirm(f *testing.F) {
	for _, seed := range []string{"at=1", "at=" + shownAs + "0", "at=%ff", "at=-9223372036854775808", "at=0x7eadc1a8", "at=1e9", "a[=1", "_once=%ff&at="} {
		f.Add(seed)
	}
	h := reminded(f)
	f.Fuzz(func(t *testing.T, body string) {
		v, err := url.ParseQuery(body)
		if err != nil || strings.Contains(strings.Join(v["at"], " "), shownAs) {
			return // it says the time
		}
		p := h.phone(t)
		if a := p.read(p.http.Post(h.url+href.ConfirmLink(h.token), "application/x-www-form-urlencoded", strings.NewReader(body))); a.status < 400 || a.status >= 500 {
			t.Fatalf("%q is answered %d", body, a.status)
		}
	})
}
