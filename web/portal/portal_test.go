package portal_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	area "charthouse/web/portal"
)

const file = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2037-05-04 15:00Z', true);
	insert into practice (name, zone, phone) values ('Kestrel Lane Health', 'America/Chicago', '555 0100');
	insert into staff (name, email) values ('Dr Amara Okafor', 'amara@kestrel.example');
	insert into locations (name, zone, address) values ('Main house', 'America/Chicago', '4 Kestrel Lane');
	insert into forms (name) values ('Before your review');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{"sections": [
	  {"title": "How we reach you", "fields": [
	    {"key": "phone", "label": "Mobile phone", "kind": "phone", "required": true, "fills": "phone"},
	    {"key": "remind", "label": "How shall we remind you?", "kind": "choice", "options": ["Text", "Mail"]}]},
	  {"title": "Your medicines", "fields": [{"key": "medications", "label": "Your medicines", "kind": "medicines", "fills": "medications"}]}]}', clock());
	insert into visit_types (name, minutes, form_id) values ('Diabetes review', 30, 1);
	insert into clients (id, given, family, birth_date, email, phone, opened_at) values
	  (10001, 'Nadia', 'Haddad', '1985-03-14', 'nadia@home.example', '555 0142', clock()), (10002, 'Ravi', 'Pillai', '1990-01-01', '', '', clock());
	insert into medications (client_id, name, directions, recorded_at) values (10001, 'Metformin 1 g', 'twice a day', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2037-05-07 09:30', '2037-05-07 14:30Z', '2037-05-07 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 1, clock());
	insert into packets (client_id, visit_id, version_id, made_at) values (10001, 1, 1, clock());
	commit`

// house serves the portal; its log is kept to be searched.
type house struct {
	*dbtest.Database
	url   string
	log   *bytes.Buffer
	token string
}

func open(t testing.TB) house {
	t.Helper()
	h := house{Database: dbtest.New(t), log: &bytes.Buffer{}}
	h.Clock.Set(time.Date(2037, 5, 4, 16, 0, 0, 0, time.UTC)) // cookies must outlive the machine's day
	if _, err := h.Owner.Exec(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	err := h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(10001), func(tx *db.Tx) (err error) {
		h.token, err = intake.MintLinkTx(t.Context(), tx, 1, 0, false)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	site := page.NewSite(h.DB, memstore.New(), slog.New(slog.NewTextHandler(h.log, nil)), false, nil)
	site.Behind([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")})
	srv := httptest.NewServer(site.Handler(area.New(site, h.DB, store).Routes))
	t.Cleanup(srv.Close)
	h.url = srv.URL
	return h
}

// phone is one patient's browser: it keeps cookies and does not follow redirects.
type phone struct {
	t    testing.TB
	url  string
	http http.Client
	key  string // of every form it posts: a page gives each device another
}

func (h house) phone(t testing.TB) phone {
	jar, _ := cookiejar.New(nil)
	return phone{t, h.url, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, rand.Text()}
}

// from is the phone at another address on the web.
func (p phone) from(address string) phone {
	p.http.Transport = forwarded(address)
	return p
}

// forwarded is a proxy that says whom it asks for.
type forwarded string

func (f forwarded) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("X-Forwarded-For", string(f))
	return http.DefaultTransport.RoundTrip(r)
}

type answer struct {
	status   int
	to, body string
	cookies  []*http.Cookie
}

func (p phone) read(res *http.Response, err error) answer {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body), res.Cookies()}
}

func (p phone) get(path string) answer { p.t.Helper(); return p.read(p.http.Get(p.url + path)) }

func (p phone) post(path string, pairs ...string) answer {
	p.t.Helper()
	v := url.Values{"_once": {p.key}}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return p.read(p.http.PostForm(p.url+path, v))
}

// opened is a phone on which the link was opened and the birth date confirmed.
func (h house) opened(t testing.TB) phone {
	t.Helper()
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	if a := p.post(href.FormBirth, "born", "1985-03-14"); a.to != href.Form {
		t.Fatalf("confirming: %d to %q", a.status, a.to)
	}
	return p
}

func (h house) count(t testing.TB, sql string) (n int) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheLinkInTheMailIsTheRouteOfTheForm(t *testing.T) {
	if got := href.FormLink("x"); got != messaging.FormPath+"x" {
		t.Errorf("the mail leads to %sx, the page is %s", messaging.FormPath, got)
	}
}

func TestAScannerThatFollowsTheLinkChangesNothingAndSeesNobody(t *testing.T) {
	h := open(t)
	for range 3 {
		a := h.phone(t).get(href.FormLink(h.token))
		if a.status != http.StatusOK || len(a.cookies) != 0 || !strings.Contains(a.body, "Kestrel Lane Health") || !strings.Contains(a.body, "Open your form") {
			t.Fatalf("%d, %d cookies", a.status, len(a.cookies))
		}
		for _, secret := range []string{"Nadia", "Haddad", "Okafor", "Diabetes", "555 0142"} {
			if strings.Contains(a.body, secret) {
				t.Errorf("the page tells %s", secret)
			}
		}
	}
	if n := h.count(t, `select count(*) from links where exchanged_at is not null`) + h.count(t, `select count(*) from packets where opened_at is not null`); n != 0 {
		t.Error("looking opened it")
	}
}

func TestOpeningTheFormGivesACookieAndACleanAddress(t *testing.T) {
	h := open(t)
	a := h.phone(t).post(href.FormLink(h.token))
	if a.status != http.StatusSeeOther || a.to != "/form" || len(a.cookies) != 1 {
		t.Fatalf("%d to %q with %d cookies", a.status, a.to, len(a.cookies))
	}
	c := a.cookies[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Value == h.token || c.Name == "charthouse" {
		t.Errorf("cookie %s, http only %v, same site %v", c.Name, c.HttpOnly, c.SameSite)
	}
}

func TestTheButtonClickedTwiceOpensTheForm(t *testing.T) {
	h := open(t)
	here := h.phone(t)
	first := here.post(href.FormLink(h.token))
	here.http.Jar, _ = cookiejar.New(nil) // the phone dropped the first answer
	second := here.post(href.FormLink(h.token))
	if second.status != http.StatusSeeOther || second.cookies[0].Value != first.cookies[0].Value {
		t.Errorf("the second answer is %d to %q", second.status, second.to)
	}
	if a := here.get(href.Form); a.status != http.StatusOK {
		t.Errorf("the form answers %d", a.status)
	}
}

func TestASecondDeviceIsToldHowToGetALinkOfItsOwn(t *testing.T) {
	h := open(t)
	here := h.opened(t)
	for _, a := range []answer{h.phone(t).get(href.FormLink(h.token)), h.phone(t).post(href.FormLink(h.token))} {
		if a.status != http.StatusConflict || !strings.Contains(a.body, "another device") || !strings.Contains(a.body, "Call 555 0100") {
			t.Errorf("%d", a.status)
		}
	}
	if a := here.get(href.FormLink(h.token)); a.to != "/form" {
		t.Errorf("the first device goes to %q", a.to)
	}
}

func TestALinkThatIsNotGoodSaysWhomToCall(t *testing.T) {
	h := open(t)
	for _, a := range []answer{h.phone(t).get(href.FormLink("nonsense")), h.phone(t).get(href.Form), h.phone(t).post(href.FormPart(1))} {
		if a.status != http.StatusNotFound || !strings.Contains(a.body, "call us") || !strings.Contains(a.body, "Kestrel Lane Health") {
			t.Errorf("%d", a.status)
		}
	}
}

func TestNothingKnownIsShownBeforeTheBirthDate(t *testing.T) {
	h := open(t)
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	if a := p.get(href.Form); !strings.Contains(a.body, "date of birth") || strings.Contains(a.body, "Nadia") {
		t.Errorf("%d", a.status)
	}
	if a := p.get(href.FormPart(1)); a.to != href.Form {
		t.Errorf("a part before it: %d", a.status)
	}
	if a := p.post(href.FormBirth, "born", "1985-03-41"); a.status != http.StatusUnprocessableEntity || h.count(t, `select tries from links`) != 0 {
		t.Errorf("a day that does not exist: %d, and it counted as a try", a.status)
	}
	p.post(href.FormBirth, "born", "1985-03-14")
	if a := p.get(href.FormPart(1)); !strings.Contains(a.body, "555 0142") || !strings.Contains(a.body, "Nadia") || !strings.Contains(a.body, "From your file") {
		t.Errorf("after it: %d", a.status)
	}
}

func TestFiveWrongBirthDatesEndInACall(t *testing.T) {
	h := open(t)
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	for range 4 {
		if a := p.post(href.FormBirth, "born", "1985-03-15"); a.status != http.StatusUnprocessableEntity {
			t.Fatalf("%d", a.status)
		}
	}
	if a := p.post(href.FormBirth, "born", "1985-03-15"); a.status != http.StatusForbidden || !strings.Contains(a.body, "Call 555 0100") {
		t.Errorf("the fifth: %d", a.status)
	}
	if a := p.post(href.FormBirth, "born", "1985-03-14"); a.status != http.StatusNotFound {
		t.Errorf("the right one, too late: %d", a.status)
	}
}

func TestAFormIsFilledInWithoutScripts(t *testing.T) {
	h := open(t)
	p := h.opened(t)
	if a := p.get(href.Form); a.to != href.FormPart(1) {
		t.Fatalf("begins at %q", a.to)
	}
	if a := p.post(href.FormPart(1), "answers[phone]", "", "answers[remind]", "Mail"); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Please answer this.") {
		t.Errorf("a missing answer: %d", a.status)
	}
	if a := p.post(href.FormPart(1), "answers[phone]", "555 0199", "answers[remind]", "Mail"); a.to != href.FormPart(2) {
		t.Errorf("the first part: %d to %q", a.status, a.to)
	}
	if a := p.get(href.Form); a.to != href.FormPart(2) {
		t.Errorf("comes back at %q", a.to)
	}
	if a := p.post(href.FormPart(2), "lists[medications].rows[1].state", "changed", "lists[medications].rows[1].now", "", "lists[medications].new[0].name", "Empagliflozin 10 mg"); a.status != http.StatusUnprocessableEntity ||
		!strings.Contains(a.body, "Tell us how often") || !strings.Contains(a.body, "Tell us what it is now") || !strings.Contains(a.body, "Empagliflozin 10 mg") {
		t.Errorf("half a medicine: %d", a.status)
	}
	if a := p.post(href.FormPart(2), "go", "more", "lists[medications].rows[1].state", "still", "lists[medications].new[0].name", "Empagliflozin 10 mg", "lists[medications].new[0].how", "one each morning"); a.to != href.FormPart(2)+"#new" {
		t.Errorf("one more: %d to %q", a.status, a.to)
	}
	if a := p.get(href.FormPart(2)); !strings.Contains(a.body, "lists[medications].new[1].name") {
		t.Error("there is no room for another one")
	}
	if a := p.post(href.FormPart(2), "lists[medications].rows[1].state", "still", "lists[medications].new[0].name", "Empagliflozin 10 mg", "lists[medications].new[0].how", "one each morning", "lists[medications].new[1].name", "", "lists[medications].new[1].how", ""); a.to != href.Form {
		t.Fatalf("sending it: %d to %q", a.status, a.to)
	}
	if a := p.get(href.Form); !strings.Contains(a.body, "Your answers have arrived") || !strings.Contains(a.body, "Thursday 7 May, 09:30") {
		t.Errorf("afterwards: %d", a.status)
	}
	if n := h.count(t, `select count(*) from proposals`); n != 2 {
		t.Errorf("%d proposals; want the phone and the new medicine", n)
	}
}

func TestSendingTheAnswersTwiceSendsThemOnceAndThanksTwice(t *testing.T) {
	h := open(t)
	p := h.opened(t)
	p.post(href.FormPart(1), "answers[phone]", "555 0199", "answers[remind]", "Mail")
	last := []string{"lists[medications].rows[1].state", "still", "lists[medications].new[0].name", "", "lists[medications].new[0].how", ""}
	taps := make(chan answer)
	for range 3 {
		go func() { taps <- p.post(href.FormPart(2), last...) }()
	}
	for range 3 {
		if a := <-taps; a.status != http.StatusSeeOther || a.to != href.Form {
			t.Errorf("a tap among three: %d to %q", a.status, a.to)
		}
	}
	if a := p.post(href.FormPart(2), last...); a.to != href.Form {
		t.Errorf("once more afterwards: %d to %q", a.status, a.to)
	}
	if a := p.get(href.Form); !strings.Contains(a.body, "Your answers have arrived") {
		t.Errorf("afterwards: %d", a.status)
	}
	if n := h.count(t, `select count(*) from proposals`); n != 1 {
		t.Errorf("%d proposals; want the phone, once", n)
	}
	if a := p.post(href.FormPart(1), "answers[phone]", "555 0111", "answers[remind]", "Mail"); a.status != http.StatusConflict || !strings.Contains(a.body, "was sent already") {
		t.Errorf("other answers, too late: %d", a.status)
	}
}

func TestWhatIsTypedIsKeptAsItIsTyped(t *testing.T) {
	h := open(t)
	p := h.opened(t)
	for _, text := range []string{"5", "55", "555 0199"} {
		if a := p.post(href.FormDraft(1), "answers[phone]", text); a.status != http.StatusNoContent {
			t.Fatalf("%q: %d", text, a.status)
		}
	}
	if a := p.get(href.Form); a.to != href.FormPart(1) {
		t.Errorf("goes on at %q", a.to)
	}
	if a := p.get(href.FormPart(1)); !strings.Contains(a.body, "555 0199") {
		t.Error("it was not kept")
	}
	if a := p.post(href.FormDraft(1), "answers[phone]", strings.Repeat("5", 2000)); a.status != http.StatusUnprocessableEntity {
		t.Errorf("an answer without end: %d", a.status)
	}
}

func TestACancelledVisitAsksNothing(t *testing.T) {
	h := open(t)
	p := h.opened(t)
	_, err := h.Owner.Exec(t.Context(), `
		begin; select begin_act('t', null, null, 'x', '{10001}', true, '', '2037-05-04 16:00Z', true);
		insert into visit_marks (client_id, visit_id, kind, at, reason) values (10001, 1, 'cancelled', clock(), 'ill'); commit`)
	if err != nil {
		t.Fatal(err)
	}
	if a := p.get(href.Form); a.status != http.StatusOK || !strings.Contains(a.body, "Your visit is cancelled") {
		t.Errorf("%d", a.status)
	}
}

func TestNeitherTokenNorCookieNorAnswersStandInTheLog(t *testing.T) {
	h := open(t)
	p := h.opened(t)
	p.get(href.FormLink(h.token))
	p.post(href.FormPart(1), "answers[phone]", "555 0199", "answers[remind]", "Carrier pigeon")
	u, _ := url.Parse(h.url)
	secrets := []string{h.token, "555 0199", "1985", "Nadia", "pigeon"}
	for _, c := range p.http.Jar.Cookies(u) {
		secrets = append(secrets, c.Value)
	}
	if !strings.Contains(h.log.String(), "/f/{token}") || len(secrets) < 6 {
		t.Fatal("nothing was logged, or there is no cookie")
	}
	for _, s := range secrets {
		if strings.Contains(h.log.String(), s) {
			t.Errorf("the log holds %q", s)
		}
	}
}

var ids = regexp.MustCompile(`1000[12]`)

func TestAPatientsPagesNeverShowANumberOfAFile(t *testing.T) {
	h := open(t)
	p := h.opened(t)
	for _, path := range []string{href.FormPart(1), href.FormPart(2)} {
		if ids.MatchString(p.get(path).body) {
			t.Errorf("%s", path)
		}
	}
}
