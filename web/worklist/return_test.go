package worklist_test

import (
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	webbilling "charthouse/web/billing"
	webclients "charthouse/web/clients"
	webdocs "charthouse/web/documentation"
	webintake "charthouse/web/intake"
	webmessaging "charthouse/web/messaging"
	"charthouse/web/page"
	"charthouse/web/tasks"
	"charthouse/web/today"
	area "charthouse/web/worklist"
)

// farther is what else is stuck with Nadia: each line's fix is a page of its own.
const farther = `
	insert into staff (name, email, deactivated_at) values ('Dr Nils Lindqvist', 'n@kestrel.example', '2026-05-02Z');
	insert into staff_roles (staff_id, role) values (5, 'clinician');
	insert into diagnosis_codes (code, billable, label) values ('I10', true, 'Essential (primary) hypertension');
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values ('visit', 1, 'America/Chicago', '2026-05-01 06:00', '2026-05-01 11:00Z', '2026-05-01 11:30Z'),
	  ('visit', 1, 'America/Chicago', '2026-05-07 09:00', '2026-05-07 14:00Z', '2026-05-07 14:30Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at)
	values (10001, 3, 1, 2, 12000, clock() - interval '9 days'), (10001, 4, 1, 5, 12000, clock() - interval '9 days');
	insert into visit_marks (client_id, visit_id, kind, at) values (10001, 3, 'arrived', '2026-05-01 11:00Z'), (10001, 3, 'seen', '2026-05-01 11:30Z');
	insert into task_types (name, role, days) values ('Call the payer', 'front_desk', 1);
	insert into tasks (client_id, type_id, title, clinical, role, due_on, made_at) values (10001, 1, 'Call the payer', false, 'front_desk', '2026-05-02', clock());
	insert into requests (client_id, recipient, email, asks, made_at) values (10001, 'City Heart', 'post@heart.example', 'The last report', '2026-04-10Z');
	insert into conversations (client_id, kind, opened_at, pool, waits_since, last_at) values (10001, 'billing', '2026-05-02Z', 'front_desk', '2026-05-02Z', '2026-05-02Z');
	insert into entries (client_id, kind, at) values (10001, 'payment', clock());
	insert into lines (client_id, entry_id, account, cents) select 10001, currval('entries_id_seq'), a, c from (values ('cash', 5000), ('client_credit', -5000)) l (a, c);
	insert into givebacks (client_id, kind, method, cents, reason, asked_at, asked_by, needs_two) values (10001, 'refund', 'card', 5000, 'Moved away', clock(), 4, true);
	insert into forms (name) values ('Before your review');
	insert into form_versions (form_id, number, definition, published_at) values (1, 1, '{"sections": [{"title": "You", "fields": [{"key": "city", "label": "City", "kind": "text", "fills": "city"}]}]}', clock());
	insert into packets (client_id, visit_id, version_id, made_at, finished_at) values (10001, 1, 1, clock(), clock());
	insert into proposals (client_id, packet_id, part, field, label, was, now) values (10001, 1, 'demographics', 'city', 'City', '', 'Shelbyville'), (10001, 1, 'demographics', 'line1', 'Street', '', 'Main Street 4');
	insert into proposals (client_id, packet_id, part, field, label, now, detail) values (10001, 1, 'clinical', 'medications:new0', 'Medicine, new', 'Empagliflozin', '{"state": "new", "name": "Empagliflozin", "how": "mornings"}');`

// whole serves every page that a line leads to.
func whole(t *testing.T) (*dbtest.Database, func(who access.Actor, method, path string, pairs ...string) *httptest.ResponseRecorder) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	arrange(t, d, farther)
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	flow, files, money, doors := workflow.New(d.DB), clients.New(d.DB), billing.New(d.DB), practice.New(d.DB)
	served := site.Handler(func(rt page.Routes) {
		(&area.Handler{Site: site, Workflow: flow, Worklist: worklist.New(d.DB), Practice: doors, Clients: files, Billing: money}).Routes(rt)
		(&today.Handler{Site: site, Scheduling: scheduling.New(d.DB), Clients: files, Workflow: flow, Practice: doors}).Routes(rt)
		(&webclients.Handler{Site: site, Clients: files, Flow: flow, Doors: doors}).Routes(rt)
		(&webbilling.Handler{Site: site, Flow: flow, Money: money, Clients: files}).Routes(rt)
		(&tasks.Handler{Site: site, Worklist: worklist.New(d.DB)}).Routes(rt)
		webdocs.New(site, d.DB).Routes(rt)
		webintake.New(site, d.DB).Routes(rt)
		webmessaging.New(site, d.DB).Routes(rt)
	})
	return d, func(who access.Actor, method, path string, pairs ...string) *httptest.ResponseRecorder {
		v := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		r := httptest.NewRequest(method, path, strings.NewReader(v.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		served.ServeHTTP(w, page.As(r, who))
		return w
	}
}

var manager = access.StaffMember(3, "Oda Berg", access.Manager)

func TestAFixOnAPageOfItsOwnReturnsToTheListAsItWas(t *testing.T) {
	for kind, c := range map[string]struct {
		who  access.Actor
		act  string // the end of the act's path
		with []string
	}{
		"note_unsigned":            {clinician, "/note/signature", []string{"version", "0", "sections[subjective]", "Well.", "services", "1", "diagnoses", "I10"}},
		"form_unreviewed":          {desk, "/decisions", []string{"proposal", "all", "accept", "yes"}},
		"form_unreviewed_clinical": {clinician, "/clinical", []string{"proposal", "all", "accept", "yes"}},
		"visit_unstaffed":          {desk, "/move", []string{"clinician", "2", "day", "2026-05-07", "start", "10:00", "place", "none", "location", "1", "anyway", "true", "version", "1"}},
		"request_unanswered":       {desk, "/requests/1/withdraw", nil},
		"refund_waiting":           {manager, "/approval", nil},
		"task_due":                 {desk, "/close", []string{"why", "She rang herself"}},
		"message_unanswered":       {desk, "/call", []string{"reason", "Her bill", "outcome", "It is paid"}},
	} {
		t.Run(kind, func(t *testing.T) {
			d, ask := whole(t)
			row(t, d, `kind = '`+kind+`'`)
			list := "/worklist?kind=" + kind
			returns := "back=" + url.QueryEscape(list)
			links := regexp.MustCompile(`href="([^"]*`+regexp.QuoteMeta(returns)+`)"`).FindAllStringSubmatch(ask(c.who, "GET", list).Body.String(), -1)
			to := ""
			for _, l := range links {
				if !strings.Contains(l[1], "/blockers/") {
					to = html.UnescapeString(l[1])
				}
			}
			if to == "" {
				t.Fatal("the row's button forgets the list")
			}
			shown := ask(c.who, "GET", to)
			if shown.Code != http.StatusOK || !strings.Contains(shown.Body.String(), `href="`+list+`"`) {
				t.Fatalf("%s: %d; the page has no way back to the list", to, shown.Code)
			}
			act := regexp.MustCompile(`action="([^"]*` + regexp.QuoteMeta(c.act+"?"+returns) + `)"`).FindStringSubmatch(shown.Body.String())
			if act == nil {
				t.Fatalf("%s: its form forgets the list", to)
			}
			done := ask(c.who, "POST", html.UnescapeString(act[1]), append(c.with, "_once", "a")...)
			if got := done.Header().Get("Location"); done.Code != http.StatusSeeOther || got != list {
				t.Errorf("%d to %q; want the list: %s", done.Code, got, regexp.MustCompile(`(?s)class="notice summary".{0,400}`).FindString(done.Body.String()))
			}
			if n := text(t, d, `select count(*) from blockers where cleared_at is null and kind = '`+kind+`'`); n != "0" {
				t.Errorf("%s lines stay", n)
			}
		})
	}
}
