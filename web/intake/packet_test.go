package intake_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/web/href"
	area "charthouse/web/intake"
	"charthouse/web/page"
)

var (
	desk      = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	clinician = access.StaffMember(2, "Dr Amara Okafor", access.Clinician)
	biller    = access.StaffMember(3, "Kwame Mensah", access.Biller)
)

// A finished packet of Nadia Haddad's (1) and an unfinished one of Ravi Pillai's (2).
const file = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example'), ('Dr Amara Okafor', 'a@kestrel.example'), ('Kwame Mensah', 'k@kestrel.example');
	insert into locations (name, zone) values ('Main house', 'America/Chicago');
	insert into forms (name) values ('Before your review');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{"sections": [
	  {"title": "Your health", "fields": [{"key": "sleep", "label": "How do you sleep?", "kind": "long"}, {"key": "city", "label": "City", "kind": "text", "fills": "city"}]}]}', clock());
	insert into visit_types (name, minutes, form_id) values ('Diabetes review', 30, 1);
	insert into clients (id, given, family, city, email, opened_at) values (10001, 'Nadia', 'Haddad', 'Springfield', '', clock()), (10002, 'Ravi', 'Pillai', '', 'ravi@home.example', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values
	  ('visit', 1, 'America/Chicago', '2026-05-07 09:30', '2026-05-07 14:30Z', '2026-05-07 15:00Z'), ('visit', 1, 'America/Chicago', '2026-05-07 10:30', '2026-05-07 15:30Z', '2026-05-07 16:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 2, clock()), (10002, 2, 1, 2, clock());
	insert into packets (client_id, visit_id, version_id, made_at) values (10001, 1, 1, clock()), (10002, 2, 1, clock());
	insert into answers (client_id, packet_id, field, value, saved_at) values (10001, 1, 'sleep', '"Badly, I dream of owls."', clock());
	insert into proposals (client_id, packet_id, part, field, label, was, now, detail) values
	  (10001, 1, 'demographics', 'city', 'City', 'Springfield', 'Shelbyville', '{}'),
	  (10001, 1, 'clinical', 'medications:new0', 'Medicine, new', '', 'Empagliflozin 10 mg, mornings', '{"state": "new", "name": "Empagliflozin 10 mg", "how": "mornings"}');
	update packets set finished_at = clock() where id = 1;
	commit`

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
		return w.Code, w.Body.String()
	}
}

func text(t *testing.T, d *dbtest.Database, sql string) (s string) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), sql).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheDeskNeverSeesAClinicalAnswer(t *testing.T) {
	_, ask := open(t)
	code, body := ask(desk, "GET", href.Packet(10001, 1))
	if code != http.StatusOK || !strings.Contains(body, "Shelbyville") || !strings.Contains(body, "Clinical part: complete") {
		t.Errorf("%d", code)
	}
	for _, secret := range []string{"owls", "sleep", "Empagliflozin", "mornings", "Medicine"} {
		if strings.Contains(body, secret) {
			t.Errorf("the desk reads %q", secret)
		}
	}
	if code, _ := ask(desk, "POST", href.DecideFormClinical(10001, 1), "proposal", "2", "accept", "yes"); code != http.StatusForbidden {
		t.Errorf("the desk decides what is clinical: %d", code)
	}
}

func TestAClinicianReadsTheClinicalPartOnly(t *testing.T) {
	_, ask := open(t)
	code, body := ask(clinician, "GET", href.Packet(10001, 1))
	if code != http.StatusOK || !strings.Contains(body, "owls") || !strings.Contains(body, "Empagliflozin") || strings.Contains(body, "Shelbyville") {
		t.Errorf("%d", code)
	}
}

func TestABillerLearnsThatTheFormIsThere(t *testing.T) {
	_, ask := open(t)
	code, body := ask(biller, "GET", href.Packet(10001, 1))
	if code != http.StatusOK || strings.Contains(body, "owls") || strings.Contains(body, "Shelbyville") || !strings.Contains(body, "Finished") {
		t.Errorf("%d", code)
	}
}

func TestAnAnswerIsAcceptedOnceAndTheSecondIsToldSo(t *testing.T) {
	d, ask := open(t)
	if code, _ := ask(desk, "POST", href.DecideForm(10001, 1), "proposal", "1", "accept", "yes", "_once", "a"); code != http.StatusSeeOther {
		t.Fatalf("%d", code)
	}
	if code, body := ask(desk, "POST", href.DecideForm(10001, 1), "proposal", "1", "accept", "no", "_once", "b"); code != http.StatusConflict || !strings.Contains(body, "decided already") {
		t.Errorf("the second: %d", code)
	}
	if got := text(t, d, `select city from clients where id = 10001`); got != "Shelbyville" {
		t.Errorf("the file says %s", got)
	}
	if _, body := ask(desk, "GET", href.Packet(10001, 1)); !strings.Contains(body, "Accepted by Tomasz Wieczorek") {
		t.Error("who accepted it is not shown")
	}
}

func TestAnAnswerIsNotAcceptedOverWhatItsPageDidNotShow(t *testing.T) {
	for _, proposal := range []string{"1", "all"} {
		d, ask := open(t)
		if _, body := ask(desk, "GET", href.Packet(10001, 1)); !strings.Contains(body, `name="shown[1]" value="Springfield"`) {
			t.Error("the form does not carry what the file said")
		}
		if _, err := d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
			update clients set city = 'Ogdenville' where id = 10001; commit`); err != nil {
			t.Fatal(err)
		}
		code, body := ask(desk, "POST", href.DecideForm(10001, 1), "proposal", proposal, "accept", "yes", "shown[1]", "Springfield", "_once", "a")
		if code != http.StatusConflict || !strings.Contains(body, "Ogdenville") || !strings.Contains(body, "Shelbyville") || !strings.Contains(body, "no longer “Springfield”") {
			t.Errorf("%s: %d", proposal, code)
		}
		if got := text(t, d, `select city || coalesce(decision, ' undecided') from clients c join proposals p on p.id = 1 where c.id = 10001`); got != "Ogdenville undecided" {
			t.Errorf("%s: the file says %s", proposal, got)
		}
		if code, _ := ask(desk, "POST", href.DecideForm(10001, 1), "proposal", proposal, "accept", "yes", "shown[1]", "Ogdenville", "_once", "b"); code != http.StatusSeeOther {
			t.Errorf("%s, once both were seen: %d", proposal, code)
		}
		if got := text(t, d, `select city from clients where id = 10001`); got != "Shelbyville" {
			t.Errorf("%s: in the end the file says %s", proposal, got)
		}
	}
}

func TestAnotherFilesPacketIsNotThere(t *testing.T) {
	_, ask := open(t)
	for _, path := range []string{href.Packet(10002, 1), href.Packet(10001, 2), href.Packet(10003, 1)} {
		if code, _ := ask(desk, "GET", path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _ := ask(desk, "POST", href.DecideForm(10002, 1), "proposal", "1", "accept", "yes"); code != http.StatusNotFound {
		t.Errorf("deciding through another file: %d", code)
	}
}

func TestTheLinkOfAnUnfinishedFormIsMailedAgain(t *testing.T) {
	d, ask := open(t)
	if _, body := ask(desk, "GET", href.Packet(10002, 2)); !strings.Contains(body, href.SendLink(10002, 2)) {
		t.Error("the page does not offer it")
	}
	if code, _ := ask(desk, "POST", href.SendLink(10002, 2), "_once", "a"); code != http.StatusSeeOther {
		t.Errorf("%d", code)
	}
	if got := text(t, d, `select kind || ' ' || state from messages m join deliveries d on d.message_id = m.id`); got != "form waiting" {
		t.Errorf("queued %q", got)
	}
	if code, body := ask(desk, "POST", href.SendLink(10001, 1), "_once", "b"); code != http.StatusConflict || !strings.Contains(body, "finished") {
		t.Errorf("of a finished one: %d", code)
	}
}
