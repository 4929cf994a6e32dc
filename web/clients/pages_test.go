package clients_test

import (
	"bytes"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/workflow"
	webclients "charthouse/web/clients"
	"charthouse/web/page"
)

var (
	desk      = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	clinician = access.StaffMember(2, "Dr Amara Okafor", access.Clinician)
	owner     = access.StaffMember(3, "Oda Berg", access.Owner)
)

// cast is a file whose every clinical word is SECRET, and one that is empty.
const cast = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example'), ('Dr Amara Okafor', 'a@kestrel.example');
	insert into staff_roles values (1, 'front_desk'), (2, 'clinician');
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into visit_types (name, minutes) values ('Review', 30);
	insert into payers (name) values ('Larkfield Mutual');
	insert into clients (id, given, family, phone, opened_at) values (10001, 'Nadia', 'Haddad', '555 0132', clock()), (10002, 'Omar', 'Farouk', '', clock());
	insert into coverages (client_id, payer_id) values (10001, 1);
	insert into contacts (client_id, name) values (10001, 'Samir Haddad');
	insert into allergies (client_id, substance, reaction, recorded_at) values (10001, 'SECRET substance', 'SECRET reaction', clock());
	insert into problems (client_id, label, recorded_at) values (10001, 'SECRET problem', clock());
	insert into medications (client_id, name, directions, recorded_at) values (10001, 'SECRET medicine', 'SECRET directions', clock());
	insert into observations (client_id, category, code, label, value, unit, taken_at) values (10001, 'laboratory', 'x', 'SECRET value', 8, '%', clock());
	insert into reports (client_id, title, conclusion, issued_at) values (10001, 'SECRET report', 'SECRET conclusion', clock());
	insert into procedures (client_id, label, performed_at) values (10001, 'SECRET procedure', clock());
	insert into immunizations (client_id, vaccine, given_at) values (10001, 'SECRET vaccine', clock());
	insert into documents (client_id, title, kind, media_type, bytes, sha256, received_at, reader_id) values (10001, 'SECRET letter', 'letter', 'application/pdf', 9, sha256('x'), '2026-05-01 10:00Z', 2);
	insert into documents (client_id, title, kind, clinical, media_type, bytes, sha256, received_at) values (10001, 'Insurance card', 'card', false, 'image/png', 9, sha256('y'), clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values
	  ('visit', 1, 'America/Chicago', '2026-05-04 09:30', '2026-05-04 14:30Z', '2026-05-04 15:00Z'),
	  ('history', null, 'America/Chicago', '2019-05-04 09:30', '2019-05-04 14:30Z', '2019-05-04 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 2, clock());
	insert into visits (client_id, booking_id, history, label, booked_at) values (10001, 2, true, 'SECRET encounter', clock());
	insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by)
	values (10001, 1, 2, '[]', '{"s": "SECRET words"}', clock(), clock(), 2);
	insert into signatures (client_id, note_id, staff_id, at, content, hash) values (10001, 1, 2, '2026-05-04 17:00Z', '{}', sha256('x'));
	select settle(10001);
	commit`

type site struct {
	t       *testing.T
	handler http.Handler
	folder  string
}

func serve(t *testing.T) site {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), cast); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	store, err := files.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	s := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	h := &webclients.Handler{Site: s, Clients: clients.New(d.DB), Flow: workflow.New(d.DB), Files: store}
	return site{t, s.Handler(h.Routes), folder}
}

func (s site) ask(who access.Actor, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, page.As(r, who))
	return w
}

func (s site) get(who access.Actor, path string) *httptest.ResponseRecorder {
	return s.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

func (s site) post(who access.Actor, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func (s site) upload(who access.Actor, path string, form url.Values, name string, content []byte) *httptest.ResponseRecorder {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range form {
		_ = m.WriteField(k, v[0])
	}
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		s.t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = m.Close()
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.ask(who, r)
}

var pages = []string{"", "?only=visits", "?only=notes", "?only=papers", "?only=clinical", "/contacts", "/coverages", "/alerts", "/documents"}

func TestTheDeskReadsNoClinicalWord(t *testing.T) {
	s := serve(t)
	for _, p := range pages {
		w := s.get(desk, "/clients/10001"+p)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", p, w.Code)
		}
		if body := w.Body.String(); strings.Contains(body, "SECRET") {
			at := strings.Index(body, "SECRET")
			t.Errorf("%s says %q", p, body[at:min(at+40, len(body))])
		}
	}
	if body := s.get(desk, "/clients/10001").Body.String(); !strings.Contains(body, "Note signed in") || !strings.Contains(body, "Insurance card") {
		t.Error("the desk is not told that the note is signed, or not shown the card")
	}
	for _, p := range []string{"/clinical", "/documents/1", "/documents/1/content"} {
		if w := s.get(desk, "/clients/10001"+p); w.Code == http.StatusOK {
			t.Errorf("the desk opened %s", p)
		}
	}
}

func TestAClinicianReadsWhatIsClinical(t *testing.T) {
	s := serve(t)
	body := s.get(clinician, "/clients/10001").Body.String()
	for _, word := range []string{"substance", "problem", "medicine", "value", "report", "conclusion", "procedure", "vaccine", "letter", "encounter"} {
		if !strings.Contains(body, "SECRET "+word) {
			t.Errorf("the file does not say SECRET %s", word)
		}
	}
	if strings.Contains(body, "SECRET words") {
		t.Error("the note's text stands in the file")
	}
	if strings.Contains(body, "Balance") {
		t.Error("a clinician sees the balance")
	}
}

func TestTheOwnerReadsNothingClinicalByBeingOwner(t *testing.T) {
	w := serve(t).get(owner, "/clients/10001")
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "SECRET") || strings.Contains(w.Body.String(), "Note signed") {
		t.Errorf("%d", w.Code)
	}
}

func TestAFileThatIsNotThereIsNotFoundOnEveryPage(t *testing.T) {
	s := serve(t)
	for _, p := range append(pages, "/edit", "/documents/1") {
		if w := s.get(desk, "/clients/10099"+p); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", p, w.Code)
		}
	}
	for _, p := range []string{"/contacts/1/end", "/coverages/1/end", "/documents/2/withdraw"} {
		if w := s.post(desk, "/clients/10002"+p, url.Values{"why": {"x"}}); w.Code != http.StatusNotFound {
			t.Errorf("through another file %s: %d", p, w.Code)
		}
	}
	if w := s.get(desk, "/clients/10002/documents/2"); w.Code != http.StatusNotFound {
		t.Errorf("a paper of another file: %d", w.Code)
	}
}

func TestAnEditThatCameTooLateShowsBothVersions(t *testing.T) {
	s := serve(t)
	form := url.Values{"given": {"Nadia"}, "family": {"Haddad"}, "phone": {"555 0199"}, "version": {"1"}}
	if w := s.post(desk, "/clients/10001/edit", form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	form.Set("phone", "555 0200")
	w := s.post(desk, "/clients/10001/edit", form)
	body := w.Body.String()
	if w.Code != http.StatusConflict || !strings.Contains(body, "In the file now") || !strings.Contains(body, "555 0199") || !strings.Contains(body, "555 0200") {
		t.Errorf("%d", w.Code)
	}
	if !strings.Contains(body, `name="version" value="2"`) {
		t.Error("saving once more would be refused again")
	}
}

func TestAMissingDetailIsFixedWhereItIsMissed(t *testing.T) {
	s := serve(t)
	w := s.post(desk, "/clients/10001/coverages/1/fix", url.Values{"field": {"member_number"}, "value": {"LM-1"}, "back": {"/worklist"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/worklist" {
		t.Errorf("%d %s", w.Code, w.Header().Get("Location"))
	}
	w = s.post(desk, "/clients/10001/coverages/1/fix", url.Values{"field": {"member_number"}, "value": {"LM-1"}, "back": {"//elsewhere.example"}})
	if w.Header().Get("Location") != "/clients/10001" {
		t.Errorf("went to %s", w.Header().Get("Location"))
	}
	w = s.post(desk, "/clients/10001/birth-date", url.Values{"value": {"1985-02-31"}})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "does not exist") {
		t.Errorf("%d", w.Code)
	}
}

var png = append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"), make([]byte, 2<<20)...)

func TestAPictureIsFiledAndServedSafely(t *testing.T) {
	s := serve(t)
	w := s.upload(desk, "/clients/10001/documents", url.Values{"title": {""}, "kind": {"card"}, "_once": {"k1"}}, `C:\scans\card front.png`, png)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	w = s.get(desk, "/clients/10001/documents/3")
	if !strings.Contains(w.Body.String(), "card front") {
		t.Errorf("%d: a paper without a title is named as its file", w.Code)
	}
	w = s.get(desk, "/clients/10001/documents/3/content")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" || !bytes.Equal(w.Body.Bytes(), png) {
		t.Errorf("%d %s %d bytes", w.Code, w.Header().Get("Content-Type"), w.Body.Len())
	}
	if d := w.Header().Get("Content-Disposition"); !strings.HasPrefix(d, "inline") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%s, %s", d, w.Header().Get("Content-Security-Policy"))
	}
	w = s.get(desk, "/clients/10001/documents/3/content?download=1")
	if d := w.Header().Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") {
		t.Error(d)
	}
}

func TestWhatIsNoPaperIsRefusedAndLeavesNothing(t *testing.T) {
	s := serve(t)
	for name, content := range map[string][]byte{
		"run.pdf": []byte("\x7fELF\x02\x01\x01"), "page.txt": []byte("<html><script>alert(1)</script>"), "empty.pdf": {},
	} {
		w := s.upload(desk, "/clients/10001/documents", url.Values{"title": {"X"}, "kind": {"card"}}, name, content)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "was not taken") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	n := 0
	_ = filepath.WalkDir(s.folder, func(_ string, d os.DirEntry, _ error) error {
		if !d.IsDir() {
			n++
		}
		return nil
	})
	if n != 0 {
		t.Errorf("%d files were left in the store", n)
	}
	if strings.Contains(s.get(desk, "/clients/10001/documents").Body.String(), ">X<") {
		t.Error("a refused paper is listed")
	}
}

func TestAFormThatIsWrongKeepsWhatWasTyped(t *testing.T) {
	s := serve(t)
	for path, c := range map[string]struct {
		who  access.Actor
		form url.Values
		says string
	}{
		"/contacts":  {desk, url.Values{"name": {"Layla Typed"}, "email": {"no mail"}}, "Layla Typed"},
		"/coverages": {desk, url.Values{"member_number": {"Typed-1"}}, "Typed-1"},
		"/alerts":    {desk, url.Values{"text": {strings.Repeat("Typed ", 60)}}, "Typed Typed"},
		"/allergies": {clinician, url.Values{"reaction": {"Typed rash"}}, "Typed rash"},
		"/problems":  {clinician, url.Values{"label": {"Typed knee"}, "onset": {"soon"}}, "Typed knee"},
		"/vitals":    {clinician, url.Values{"pulse": {"15"}, "weight": {"71.5"}}, "I looked again"},
	} {
		w := s.post(c.who, "/clients/10001"+path, c.form)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestWhatEndsCanComeBack(t *testing.T) {
	s := serve(t)
	if w := s.post(desk, "/clients/10001/contacts/1/end", nil); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	if body := s.get(desk, "/clients/10001/contacts").Body.String(); strings.Contains(body, "<b>Samir Haddad") {
		t.Error("still listed")
	}
	s.post(desk, "/clients/10001/contacts/1/restore", nil)
	if body := s.get(desk, "/clients/10001/contacts").Body.String(); !strings.Contains(body, "Samir Haddad") {
		t.Error("not back")
	}
}

func TestTheTrailOfAFileSaysWhoSawAndChangedItAndNoValue(t *testing.T) {
	s := serve(t)
	manager := access.StaffMember(1, "Tomasz", access.Manager)
	for range 3 {
		s.get(clinician, "/clients/10001")
	}
	s.post(desk, "/clients/10001/alerts", url.Values{"text": {"Falls SECRETLY"}, "level": {"rust"}})
	w := s.get(manager, "/clients/10001/trail")
	for _, want := range []string{"Dr Amara Okafor", "Looked at the file, 3 times", "Changed an alert", "Added alerts"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("it does not say %q: %d %s", want, w.Code, w.Body)
		}
	}
	if strings.Contains(w.Body.String(), "SECRETLY") {
		t.Error("it tells what the value was")
	}
	if w := s.get(desk, "/clients/10001/trail"); w.Code != http.StatusForbidden {
		t.Errorf("the desk reads it: %d", w.Code)
	}
}

func TestWhatSomebodyTypedIsNeverAScript(t *testing.T) {
	s := serve(t)
	const typed = `<script>alert("typed")</script>`
	for path, c := range map[string]struct {
		who  access.Actor
		form url.Values
	}{
		"/edit":      {desk, url.Values{"given": {typed}, "family": {typed}, "preferred": {typed}, "city": {typed}, "version": {"1"}}},
		"/contacts":  {desk, url.Values{"name": {typed}, "relation": {typed}}},
		"/coverages": {desk, url.Values{"payer": {"1"}, "rank": {"2"}, "member_number": {typed}, "plan": {typed}}},
		"/alerts":    {desk, url.Values{"text": {typed}, "level": {"rust"}}},
		"/allergies": {clinician, url.Values{"substance": {typed}, "reaction": {typed}}},
		"/problems":  {clinician, url.Values{"label": {typed}}},
	} {
		if w := s.post(c.who, "/clients/10001"+path, c.form); w.Code != http.StatusSeeOther {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	shown := 0
	for _, p := range append(pages, "/clinical", "/edit") {
		for _, who := range []access.Actor{desk, clinician} {
			body := s.get(who, "/clients/10001"+p).Body.String()
			if strings.Contains(body, "<script>alert") {
				t.Errorf("%s acts on what was typed", p)
			}
			shown += strings.Count(body, "&lt;script&gt;alert")
		}
	}
	if body := s.get(desk, "/clients?q=script").Body.String(); strings.Contains(body, "<script>alert") || !strings.Contains(body, "&lt;script&gt;alert") {
		t.Error("the list acts on what was typed, or does not show it")
	}
	if shown < 20 {
		t.Errorf("it was shown %d times: the test looks at little", shown)
	}
}
