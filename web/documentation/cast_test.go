package docs_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
	area "charthouse/web/documentation"
	"charthouse/web/page"
	webpractice "charthouse/web/practice"
)

const secret = "lantern quarry mitten"

// cast is Nadia Haddad, seen by Dr Okafor this morning, insured, with an
// allergy, a medicine, answers to a form and a note of last month; and Omar
// Farouk, whom Dr Lindqvist sees in the afternoon.
const cast = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone, invoice_days) values ('Kestrel Lane Health', 'America/Chicago', 14);
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into services (code, label, cents) values ('99214', 'Visit, moderate', 18600), ('93000', 'ECG', 9400);
	insert into note_templates (name, sections) values ('Review', '[{"key": "s", "title": "Subjective", "hint": "What was said"}, {"key": "o", "title": "Objective"}, {"key": "a", "title": "Assessment"}, {"key": "p", "title": "Plan"}]');
	insert into forms (name) values ('Before your visit');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{"sections": [{"title": "Today", "fields": [{"key": "talk", "label": "What would you like to talk about?", "kind": "long"}, {"key": "falls", "label": "Any falls?", "kind": "yes_no"}, {"key": "phone", "label": "Phone", "kind": "phone", "fills": "phone"}]}]}', clock());
	insert into visit_types (name, minutes, service_id, template_id, form_id) values ('Diabetes review', 30, 1, 1, 1);
	insert into payers (name) values ('Larkfield Mutual');
	insert into clients (id, given, family, birth_date, pronouns, opened_at)
	values (10001, 'Nadia', 'Haddad', '1985-03-14', 'she/her', clock()), (10002, 'Omar', 'Farouk', '1971-01-02', 'he/him', clock());
	insert into coverages (client_id, payer_id, copay_cents) values (10001, 1, 2500);
	insert into allergies (client_id, substance, reaction, severity, recorded_at) values (10001, 'Penicillin', 'anaphylaxis', 'severe', clock());
	insert into medications (client_id, name, directions, recorded_at) values (10001, 'Metformin 1 g', 'twice a day', clock()), (10001, 'Lisinopril 10 mg', 'in the morning', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-04 09:30', '2026-05-04 14:30Z', '2026-05-04 15:00Z'),
	  ('visit', 1, 'America/Chicago', '2026-05-04 15:30', '2026-05-04 20:30Z', '2026-05-04 21:00Z'),
	  ('visit', 1, 'America/Chicago', '2026-04-06 09:30', '2026-04-06 14:30Z', '2026-04-06 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, coverage_id, booked_at)
	values (10001, 1, 1, 1, 18600, 1, clock()), (10002, 2, 1, 2, 18600, null, clock()), (10001, 3, 1, 1, 18600, null, clock());
	insert into visit_marks (client_id, visit_id, kind, at)
	values (10001, 1, 'arrived', '2026-05-04 14:25Z'), (10001, 1, 'seen', '2026-05-04 15:00Z'), (10001, 3, 'seen', '2026-04-06 15:00Z');
	insert into packets (client_id, visit_id, version_id, made_at, opened_at, finished_at) values (10001, 1, 1, clock(), '2026-05-04 13:00Z', '2026-05-04 13:12Z');
	insert into answers (client_id, packet_id, field, value, saved_at) values (10001, 1, 'talk', '"Morning sugars are still high. Is the new tablet working?"', clock()), (10001, 1, 'falls', '"no"', clock()), (10001, 1, 'phone', '"555 0132"', clock());
	insert into observations (client_id, visit_id, category, code, code_system, label, value, value2, unit, taken_at, recorded_by)
	values (10001, 3, 'vital-signs', '85354-9', 'http://loinc.org', 'Blood pressure', 134, 86, 'mmHg', '2026-04-06 14:40Z', 1), (10001, 3, 'vital-signs', '8867-4', 'http://loinc.org', 'Pulse', 78, null, '/min', '2026-04-06 14:40Z', 1);
	insert into diagnosis_codes (code, billable, label)
	values ('E11', false, 'Type 2 diabetes mellitus'), ('E11.65', true, 'Type 2 diabetes mellitus with hyperglycemia'),
	  ('E11.9', true, 'Type 2 diabetes mellitus without complications'), ('I10', true, 'Essential (primary) hypertension');
	insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by)
	values (10001, 3, 1, '[{"key": "a", "title": "Assessment"}]', '{"a": "Type 2 diabetes, HbA1c 8.1%, up from 7.4%."}', '2026-04-06 14:40Z', '2026-04-06 15:20Z', 1);
	insert into signatures (client_id, note_id, staff_id, at, content, hash)
	values (10001, 1, 1, '2026-04-06 15:20Z', '{"sections": [{"title": "Assessment", "text": "Type 2 diabetes, HbA1c 8.1%, up from 7.4%."}], "diagnoses": null, "services": null}', sha256('x'));
	select settle(10001), settle(10002);
	commit`

// house is a served practice with the cast.
type house struct {
	*dbtest.Database
	url string
}

func open(t *testing.T) house {
	t.Helper()
	d := dbtest.New(t)
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, []page.Entry{
		{Key: "n", Go: "n", Label: "Notes", Icon: "notebook-pen", Href: "/notes", Verb: access.ListNotes},
	})
	srv := httptest.NewServer(site.Handler(func(rt page.Routes) {
		area.New(site, d.DB).Routes(rt)
		webpractice.New(site, d.DB, practice.New(d.DB)).Routes(rt)
	}))
	t.Cleanup(srv.Close)
	for _, p := range []practice.StaffForm{
		{Name: "Dr Amara Okafor", Email: "amara@kestrel.example", Roles: []string{"clinician"}},
		{Name: "Dr Nils Lindqvist", Email: "nils@kestrel.example", Roles: []string{"clinician"}},
		{Name: "Tomasz Wieczorek", Email: "tomasz@kestrel.example", Roles: []string{"front_desk"}},
		{Name: "Kwame Mensah", Email: "kwame@kestrel.example", Roles: []string{"biller"}},
	} {
		if _, err := practice.New(d.DB).AddStaff(t.Context(), access.System(access.Console), p, secret); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Owner.Exec(t.Context(), cast); err != nil {
		t.Fatal(err)
	}
	return house{d, srv.URL}
}

// browser is one person's without scripts: it keeps cookies and does not follow redirects.
type browser struct {
	t    *testing.T
	url  string
	http http.Client
}

func (h house) as(t *testing.T, email string) *browser {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	b := &browser{t, h.url, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if a := b.post("/sign-in", "email", email, "password", secret); a.status != http.StatusSeeOther {
		t.Fatalf("sign in as %s: %d", email, a.status)
	}
	return b
}

type answer struct {
	status            int
	to, body, version string
}

func (b *browser) do(req *http.Request) answer {
	b.t.Helper()
	res, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body), res.Header.Get("X-Version")}
}

func (b *browser) get(path string) answer {
	req, _ := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	return b.do(req)
}

func (b *browser) request(path string, pairs ...string) *http.Request {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	req, _ := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req
}

func (b *browser) post(path string, pairs ...string) answer { return b.do(b.request(path, pairs...)) }

// autosave posts as the script does.
func (b *browser) autosave(path string, pairs ...string) answer {
	req := b.request(path, pairs...)
	req.Header.Set("HX-Request", "true")
	return b.do(req)
}

var tags = regexp.MustCompile(`<[^>]*>|\s+`)

// words is what an answer says without its tags.
func (a answer) words() string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(a.body, " ")), " ")
}
