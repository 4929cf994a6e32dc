package tasks_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/worklist"
	"charthouse/web/page"
	"charthouse/web/tasks"
)

var (
	tomasz = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	kwame  = access.StaffMember(2, "Kwame Mensah", access.Biller)
)

// Task 1 is the desk's to do, due on 6 May.
const cast = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example'), ('Kwame Mensah', 'k@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'front_desk'), (2, 'biller');
	insert into clients (id, given, family, opened_at) values (10001, 'Nadia', 'Haddad', clock());
	insert into tasks (client_id, type_id, title, clinical, role, due_on, made_at) values (10001, 1, 'Call her back', false, 'front_desk', '2026-05-06', clock());
	commit`

// open answers the area's pages to whoever asks.
func open(t *testing.T) func(who access.Actor, method, path string, form url.Values) (int, string) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), cast); err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	h := site.Handler((&tasks.Handler{Site: site, Worklist: worklist.New(d.DB)}).Routes)
	return func(who access.Actor, method, path string, form url.Values) (int, string) {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, page.As(r, who))
		return w.Code, w.Body.String()
	}
}

var version = regexp.MustCompile(`name="version" value="([^"]+)"`)

func TestAHandOverThatCameTooLateShowsBothAndGoesOnTheNextTry(t *testing.T) {
	ask := open(t)
	const task = "/clients/10001/tasks/1"
	_, body := ask(tomasz, "GET", task, nil)
	seen := version.FindStringSubmatch(body)
	if seen == nil {
		t.Fatal("the form does not say what it showed")
	}
	theirs := url.Values{"who": {"1"}, "due": {"2026-05-06"}, "version": {seen[1]}}
	if code, _ := ask(tomasz, "POST", task+"/hand", theirs); code != http.StatusSeeOther {
		t.Fatalf("the first: %d", code)
	}
	mine := url.Values{"who": {"2"}, "due": {"2026-05-08"}, "version": {seen[1]}}
	code, body := ask(kwame, "POST", task+"/hand", mine)
	if code != http.StatusConflict || !strings.Contains(body, "Somebody handed this task on after you opened it.") {
		t.Fatalf("the stale one: %d", code)
	}
	for _, both := range []string{"Tomasz Wieczorek", "<ins>Kwame Mensah</ins>", "2026-05-06", "<ins>2026-05-08</ins>", `value="2" selected`} {
		if !strings.Contains(body, both) {
			t.Errorf("it does not show %q", both)
		}
	}
	mine.Set("version", version.FindStringSubmatch(body)[1])
	if code, _ := ask(kwame, "POST", task+"/hand", mine); code != http.StatusSeeOther {
		t.Errorf("the next try: %d", code)
	}
}
