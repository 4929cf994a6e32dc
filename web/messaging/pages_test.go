package messaging_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	area "charthouse/web/messaging"
	"charthouse/web/page"
)

var (
	desk      = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	clinician = access.StaffMember(2, "Dr Amara Okafor", access.Clinician)
	owner     = access.StaffMember(3, "Ingrid Solheim", access.Owner)
)

const file = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example'), ('Dr Amara Okafor', 'a@kestrel.example'), ('Ingrid Solheim', 'i@kestrel.example');
	insert into clients (id, given, family, email, opened_at) values (10001, 'Nadia', 'Haddad', 'nadia@home.example', clock()), (10002, 'Ravi', 'Pillai', '', clock());
	commit`

// desk of a practice: answers the area's pages to whoever asks.
func open(t *testing.T) (*dbtest.Database, func(who access.Actor, method, path string, pairs ...string) (int, string)) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	h := site.Handler(area.New(site, d.DB).Routes)
	return d, func(who access.Actor, method, path string, pairs ...string) (int, string) {
		v := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		r := httptest.NewRequest(method, path, strings.NewReader(v.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, page.As(r, who))
		body, _ := io.ReadAll(w.Result().Body)
		return w.Code, string(body)
	}
}

func TestAMailAndAPhoneCallStandInOneThread(t *testing.T) {
	d, ask := open(t)
	if code, _ := ask(desk, "POST", href.Messages(10001), "subject", "Your letter", "body", "It is ready.\n\nعند الباب", "_once", "a"); code != http.StatusSeeOther {
		t.Fatalf("writing: %d", code)
	}
	if code, _ := ask(clinician, "POST", href.Remarks(10001), "body", "She will call back on Friday.", "call", "true", "_once", "b"); code != http.StatusSeeOther {
		t.Fatalf("keeping a call: %d", code)
	}
	code, body := ask(clinician, "GET", href.Messages(10001))
	for _, want := range []string{"Your letter", "It is ready.", "Tomasz Wieczorek, 16:00, waits to be mailed", "Phone call", "stays inside", "No mail server is set up"} {
		if !strings.Contains(body, want) {
			t.Errorf("%d: the thread lacks %q", code, want)
		}
	}
	var jobs int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from river_job where kind = 'send_mail'`).Scan(&jobs); err != nil || jobs != 1 {
		t.Errorf("%d jobs, %v; want one, for the mail", jobs, err)
	}
}

func TestAMailPostedTwiceIsOneMail(t *testing.T) {
	d, ask := open(t)
	for range 2 {
		ask(desk, "POST", href.Messages(10001), "subject", "Your letter", "body", "It is ready.", "_once", "a")
	}
	var n int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from deliveries`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d mails, %v", n, err)
	}
}

func TestWhatWasTypedComesBackWithItsFault(t *testing.T) {
	_, ask := open(t)
	code, body := ask(desk, "POST", href.Messages(10001), "subject", "", "body", "It is ready.", "_once", "a")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "It is ready.") || !strings.Contains(body, "Say in a few words") {
		t.Errorf("%d", code)
	}
}

func TestAFileWithoutAnAddressOffersNoMail(t *testing.T) {
	_, ask := open(t)
	code, body := ask(desk, "GET", href.Messages(10002))
	if code != http.StatusOK || strings.Contains(body, "Send the mail") || !strings.Contains(body, "no mail address") {
		t.Errorf("%d", code)
	}
}

func TestTheOutboxSaysWhyMailsWaitAndWhichFailed(t *testing.T) {
	d, ask := open(t)
	ask(desk, "POST", href.Messages(10001), "subject", "Your letter", "body", "It is ready.", "_once", "a")
	code, body := ask(owner, "GET", href.Outbox)
	if code != http.StatusOK || !strings.Contains(body, "No mail server is set up") || !strings.Contains(body, "nadia@home.example") || !strings.Contains(body, href.MailSettings) {
		t.Errorf("%d", code)
	}
	if strings.Contains(body, href.Messages(10001)) {
		t.Error("the owner is led to a conversation that is not theirs to read")
	}
	if _, err := d.Owner.Exec(t.Context(), `
		begin; select begin_act('t', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
		update deliveries set state = 'failed', problem = 'The mail server refused this address.'; commit`); err != nil {
		t.Fatal(err)
	}
	if _, body := ask(desk, "GET", href.Outbox); !strings.Contains(body, "refused this address") || !strings.Contains(body, href.ResendMail(10001, 1)) {
		t.Error("the failed mail does not say why, or cannot be tried again")
	}
	if code, _ := ask(desk, "POST", href.ResendMail(10001, 1), "_once", "c"); code != http.StatusSeeOther {
		t.Errorf("trying again: %d", code)
	}
}

func TestALongOutboxIsReadAHundredMailsAtATime(t *testing.T) {
	_, ask := open(t)
	for i := range 101 {
		ask(desk, "POST", href.Messages(10001), "subject", "Your letter", "body", "It is ready.", "_once", fmt.Sprint(i))
	}
	for path, want := range map[string]int{href.Outbox: 100, href.OutboxRows(200): 101, href.OutboxRows(-7): 100} {
		_, body := ask(desk, "GET", path)
		if got := strings.Count(body, "<tr data-row"); got != want || strings.Contains(body, "Show more") != (want == 100) {
			t.Errorf("%s shows %d mails, not %d", path, got, want)
		}
	}
}

func TestAClinicianDoesNotSeeTheOutboxNorAnyMailOfAnotherFile(t *testing.T) {
	_, ask := open(t)
	ask(desk, "POST", href.Messages(10001), "subject", "Your letter", "body", "It is ready.", "_once", "a")
	if code, _ := ask(clinician, "GET", href.Outbox); code != http.StatusForbidden {
		t.Errorf("outbox: %d", code)
	}
	if code, _ := ask(desk, "POST", href.ResendMail(10002, 1), "_once", "d"); code == http.StatusSeeOther {
		t.Error("another file's mail was sent again")
	}
}

func TestTheLinksInMailsAreRoutes(t *testing.T) {
	if got := href.Reset("x"); got != messaging.ResetPath+"x" {
		t.Errorf("a reset leads to %s", got)
	}
}
