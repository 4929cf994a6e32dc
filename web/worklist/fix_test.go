package worklist_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/page"
	"charthouse/web/stuck"
	area "charthouse/web/worklist"
)

var (
	desk      = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	clinician = access.StaffMember(2, "Dr Amara Okafor", access.Clinician)
	owner     = access.StaffMember(3, "Oda Berg", access.Owner)
	biller    = access.StaffMember(4, "Kwame Mensah", access.Biller)
)

// file is Nadia Haddad: a claim whose clinician has no NPI, a visit on Wednesday of which nobody can tell her, a letter not read.
const file = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 11:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago');
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@kestrel.example'), ('Dr Amara Okafor', 'a@kestrel.example'), ('Oda Berg', 'o@kestrel.example'), ('Kwame Mensah', 'k@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'front_desk'), (2, 'clinician'), (3, 'owner'), (4, 'biller');
	insert into locations (name, zone) values ('Kestrel Lane', 'America/Chicago');
	insert into resources (staff_id) values (2);
	insert into visit_types (name, minutes) values ('Follow-up', 30);
	insert into services (code, label, cents) values ('99213', 'Office visit', 12000);
	insert into payers (name) values ('Lakeshore Mutual');
	insert into clients (id, given, family, birth_date, opened_at) values (10001, 'Nadia', 'Haddad', '1985-03-14', clock());
	insert into coverages (client_id, payer_id, member_number) values (10001, 1, 'LM 440');
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-01 04:00', '2026-05-01 09:00Z', '2026-05-01 09:30Z'), ('visit', 1, 'America/Chicago', '2026-05-06 04:00', '2026-05-06 09:00Z', '2026-05-06 09:30Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, coverage_id, booked_at)
	values (10001, 1, 1, 2, 12000, 1, clock() - interval '9 days'), (10001, 2, 1, 2, 12000, null, clock() - interval '9 days');
	insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'arrived', '2026-05-01 09:00Z'), (10001, 1, 'seen', '2026-05-01 09:30Z');
	insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by) values (10001, 1, 2, '[]', '{}', clock(), clock(), 2);
	insert into signatures (client_id, note_id, staff_id, at, content, hash) values (10001, 1, 2, clock(), '{}', sha256('x'));
	insert into entries (client_id, kind, at) values (10001, 'charge', clock());
	insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, diagnoses, at) values (10001, 1, 1, 1, 1, '99213', 'Office visit', 1, 12000, '{I10}', clock());
	insert into lines (client_id, entry_id, charge_id, account, cents) values (10001, 1, 1, 'payer_receivable', 12000), (10001, 1, 1, 'revenue', -12000);
	insert into claims (client_id, visit_id, coverage_id, made_at) values (10001, 1, 1, clock());
	insert into documents (client_id, title, clinical, media_type, bytes, sha256, received_at, reader_id) values (10001, 'Retinal screening', true, 'image/png', 9, sha256('x'), '2026-05-01 10:00Z', 2);
	select settle(10001);
	commit`

type ask func(who access.Actor, method, path string, pairs ...string) (int, string)

// open serves the area, and answers its pages to whoever asks: without scripts.
func open(t *testing.T) (*dbtest.Database, ask) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	h := &area.Handler{
		Site: site, Workflow: workflow.New(d.DB), Worklist: worklist.New(d.DB), Practice: practice.New(d.DB),
		Clients: clients.New(d.DB), Billing: billing.New(d.DB),
	}
	served := site.Handler(h.Routes)
	return d, func(who access.Actor, method, path string, pairs ...string) (int, string) {
		v := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		r := httptest.NewRequest(method, path, strings.NewReader(v.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		served.ServeHTTP(w, page.As(r, who))
		body, _ := io.ReadAll(w.Result().Body)
		return w.Code, string(body)
	}
}

func text(t *testing.T, d *dbtest.Database, sql string) (s string) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), `select coalesce((`+sql+`)::text, '')`).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func row(t *testing.T, d *dbtest.Database, where string) string {
	t.Helper()
	n := text(t, d, `select id from blockers where cleared_at is null and `+where)
	if n == "" {
		t.Fatalf("nothing is stuck: %s; but %s", where, text(t, d, `select string_agg(kind || '.' || field, ', ') from blockers where cleared_at is null`))
	}
	return "/clients/10001/blockers/" + n
}

// billed is 50.00 that Nadia owes on an invoice, whose day was the 2nd.
const billed = `
	insert into entries (client_id, kind, at) values (10001, 'charge', clock());
	insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, diagnoses, at)
	values (10001, 1, 1, currval('entries_id_seq'), 1, '99213', 'Office visit', 1, 5000, '{I10}', clock());
	insert into lines (client_id, entry_id, charge_id, account, cents)
	select 10001, currval('entries_id_seq'), currval('charges_id_seq'), a, c from (values ('client_receivable', 5000), ('revenue', -5000)) l (a, c);
	insert into invoices (client_id, visit_id, issued_on, due_on, made_at) values (10001, 1, '2026-04-18', '2026-05-02', clock() - interval '16 days');
	insert into invoice_charges (client_id, invoice_id, charge_id) values (10001, currval('invoices_id_seq'), currval('charges_id_seq'));`

// returned is a mail to her that came back.
const returned = `
	insert into mail_settings (host, port, security, sender) values ('mail.kestrel.example', 587, 'starttls', 'desk@kestrel.example');
	update clients set email = 'old@haddad.example';
	insert into messages (client_id, direction, kind, body, written_at) values (10001, 'out', 'free', 'Please call us.', clock());
	insert into deliveries (client_id, message_id, address, mail_id, state, made_at) values (10001, 1, 'old@haddad.example', 'm1', 'failed', clock());`

// Each thing that is mended on its line: who may, what is refused, what is kept,
// and the verb of the act that takes the line away.
var mended = []struct {
	where        string
	arrange      string
	who          access.Actor
	wrong, right []string
	says, typed  string
	kept, is, by string
}{
	{
		where: `kind = 'client_unreachable'`, who: desk, wrong: []string{"email", "nadia at home"}, right: []string{"phone", "555 0142"},
		says: "This is not a mail address", typed: "nadia at home", kept: `select phone from clients`, is: "555 0142", by: "client.edit",
	},
	{
		where: `kind = 'document_unread'`, who: clinician, right: []string{},
		kept: `select read_by from documents`, is: "2", by: "document.read",
	},
	{
		where: `kind = 'guardian_missing'`, arrange: `update clients set birth_date = '2015-03-14'`, who: desk,
		wrong: []string{"name", "Samir Haddad", "phone", "12"}, right: []string{"name", "Samir Haddad", "relation", "Father", "phone", "555 0150"},
		says: "at least five digits", typed: "Samir Haddad", kept: `select concat_ws(' ', name, relation, phone) from contacts`, is: "Samir Haddad Father 555 0150", by: "client.edit",
	},
	{
		where: `kind = 'invoice_overdue'`, arrange: billed, who: biller, wrong: []string{"amount", "a lot", "method", "card"}, right: []string{"amount", "50", "method", "card", "reference", "4471"},
		says: "aria-invalid", typed: "a lot", kept: `select cents || ' ' || method || ' ' || reference from payments`, is: "5000 card 4471", by: "payment.take",
	},
	{
		where: `kind = 'invoice_unreachable'`, arrange: billed, who: desk, wrong: []string{"email", "nadia at home"}, right: []string{"email", "nadia@haddad.example"},
		says: "This is not a mail address", typed: "nadia at home", kept: `select email from clients`, is: "nadia@haddad.example", by: "client.edit",
	},
	{
		where: `kind = 'mail_failed'`, arrange: returned, who: desk, wrong: []string{"email", "nadia at home"}, right: []string{"email", "nadia@haddad.example"},
		says: "This is not a mail address", typed: "nadia at home", by: "mail.resend",
		kept: `select c.email || ' ' || d.state from clients c join deliveries d on d.client_id = c.id`, is: "nadia@haddad.example waiting",
	},
}

func TestWhatIsMissingIsGivenOnItsLineAndTheLineLeaves(t *testing.T) {
	for _, c := range mended {
		t.Run(c.where, func(t *testing.T) {
			d, ask := open(t)
			if c.arrange != "" {
				arrange(t, d, c.arrange)
			}
			line := row(t, d, c.where)
			code, body := ask(c.who, "GET", line)
			if code != http.StatusOK || !strings.Contains(body, `action="`+line+`/fix"`) {
				t.Fatalf("%d: its page has no form that mends it", code)
			}
			if c.wrong != nil {
				code, body = ask(c.who, "POST", line+"/fix", append(c.wrong, "_once", "a", "back", "/worklist?who=mine")...)
				if code != http.StatusUnprocessableEntity || !strings.Contains(body, c.says) || !strings.Contains(body, `value="`+c.typed+`"`) {
					t.Errorf("a wrong value: %d; want the form with %q and what was typed", code, c.says)
				}
			}
			if code, _ = ask(c.who, "POST", line+"/fix", append(c.right, "_once", "b")...); code != http.StatusSeeOther {
				t.Errorf("the right value: %d", code)
			}
			if got := text(t, d, c.kept); got != c.is {
				t.Errorf("kept %q; want %q", got, c.is)
			}
			if n := text(t, d, `select count(*) from blockers where cleared_at is null and `+c.where); n != "0" {
				t.Errorf("%s lines stay", n)
			}
			if by := text(t, d, `select t.verb from blockers b join trail t on t.id = b.cleared_by where t.staff_id = `+c.who.Staff().String()+` and b.`+c.where); by != c.by {
				t.Errorf("cleared by %q; want %s", by, c.by)
			}
		})
	}
}

// A door without such a test could lose what is typed.
func TestEveryDoorOfALineIsTried(t *testing.T) {
	tried := []string{"claim_detail.npi"} // by the owner, in a question's line
	for _, c := range mended {
		_, kind, _ := strings.Cut(c.where, "'")
		tried = append(tried, strings.TrimSuffix(kind, "'"))
	}
	slices.Sort(tried)
	if got := area.Doors(); !slices.Equal(got, tried) {
		t.Errorf("doors %v; tried %v", got, tried)
	}
}

func TestTheDocumentIsShownWhereItIsRead(t *testing.T) {
	d, ask := open(t)
	if _, body := ask(clinician, "GET", row(t, d, `kind = 'document_unread'`)); !strings.Contains(body, `src="/clients/10001/documents/1/content"`) {
		t.Error("the page says that it is read and does not show it")
	}
}

func TestAnNPIIsAskedOfTheOwnerAndGivenInTheirRow(t *testing.T) {
	d, ask := open(t)
	line := row(t, d, `field = 'npi'`)
	code, body := ask(biller, "GET", line)
	if code != http.StatusOK || strings.Contains(body, `action="`+line+`/fix"`) || !strings.Contains(body, `action="`+line+`/question"`) {
		t.Fatalf("%d: the biller is to ask, not to fill in", code)
	}
	if code, _ = ask(biller, "POST", line+"/fix", "npi", "1234567893", "_once", "a"); code != http.StatusForbidden {
		t.Errorf("the biller gave the NPI: %d", code)
	}
	if code, _ = ask(biller, "POST", line+"/question", "to", "owner", "_once", "b"); code != http.StatusSeeOther {
		t.Fatalf("asking: %d", code)
	}
	asked := row(t, d, `kind = 'question_waiting'`)
	if _, body = ask(owner, "GET", "/worklist"); !strings.Contains(body, `action="`+asked+`/fix"`) || !strings.Contains(body, "NPI of Dr Amara Okafor") {
		t.Error("the owner has no field for it in the row")
	}
	if code, body = ask(owner, "POST", asked+"/fix", "npi", "1234567890", "_once", "c"); code != http.StatusUnprocessableEntity || !strings.Contains(body, "This is not an NPI") {
		t.Errorf("a mistyped NPI: %d", code)
	}
	if code, _ = ask(owner, "POST", asked+"/fix", "npi", "1234567893", "_once", "d"); code != http.StatusSeeOther {
		t.Errorf("the NPI: %d", code)
	}
	if _, err := worklist.New(d.DB).SettleDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := text(t, d, `select count(*) from blockers where cleared_at is null and (field = 'npi' or kind = 'question_waiting')`); got != "0" {
		t.Errorf("%s lines stay with the NPI known", got)
	}
}

func TestARefusedAnswerReturnsToItsForm(t *testing.T) {
	d, ask := open(t)
	ask(biller, "POST", row(t, d, `field = 'npi'`)+"/question", "to", "owner", "_once", "a")
	long := strings.Repeat("a long story ", 60)
	code, body := ask(owner, "POST", "/clients/10001/questions/1/answer", "answer", long, "_once", "b")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Use at most 500 characters") || !strings.Contains(body, strings.TrimSpace(long)) {
		t.Errorf("%d; want the form with what was typed", code)
	}
	if code, body = ask(owner, "POST", "/clients/10001/questions/1/answer", "answer", "Ask NPPES", "_once", "c"); code != http.StatusSeeOther {
		t.Errorf("answered: %d %s", code, body)
	}
	if code, _ = ask(owner, "POST", "/clients/10001/questions/1/answer", "answer", "Again", "_once", "d"); code != http.StatusSeeOther {
		t.Errorf("answered twice: %d; want the list, which says why", code)
	}
}

func TestTheFormsOfALinePostWithoutScripts(t *testing.T) {
	d, ask := open(t)
	line := row(t, d, `kind = 'client_unreachable'`)
	code, body := ask(desk, "POST", line+"/pend", "until", "2026-05-06", "why", "", "_once", "z")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Say why") {
		t.Errorf("put off without a reason: %d", code)
	}
	for act, pairs := range map[string][]string{
		"assign":   {"to", "1"},
		"pend":     {"until", "2026-05-05", "why", "She rings on Tuesday"},
		"question": {"to", "front_desk"},
	} {
		if code, _ := ask(desk, "POST", line+"/"+act, append(pairs, "_once", act, "back", "/worklist?who=mine")...); code != http.StatusSeeOther {
			t.Errorf("%s: %d", act, code)
		}
	}
	if got := text(t, d, `select concat_ws(' ', assigned_to, pended_until, pended_why) from blockers where kind = 'client_unreachable'`); got != "1 2026-05-05 She rings on Tuesday" {
		t.Errorf("the line: %s", got)
	}
}

// A field in a row that no door takes would be a dead control.
func TestEveryFieldOfARowHasItsDoor(t *testing.T) {
	if got := area.Doors(); !slices.Equal(got, stuck.MendKeys()) {
		t.Errorf("doors %v; fields %v", got, stuck.MendKeys())
	}
}

// arrange adds records to the file, and what is stuck with them.
func arrange(t *testing.T, d *dbtest.Database, sql string) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 11:00Z', true);`+sql+`; select settle(10001); commit`)
	if err != nil {
		t.Fatal(err)
	}
}

// The acts that take a line away without mending it, and what the log says of them.
func TestTheLogOfTheDaySaysWhatWasDoneInstead(t *testing.T) {
	d, ask := open(t)
	arrange(t, d, `
		insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values ('visit', 1, 'America/Chicago', '2026-05-01 05:00', '2026-05-01 10:00Z', '2026-05-01 10:30Z'),
		  ('visit', 1, 'America/Chicago', '2026-05-04 05:00', '2026-05-04 10:00Z', '2026-05-04 10:30Z');
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at)
		values (10001, 3, 1, 2, 12000, clock() - interval '9 days'), (10001, 4, 1, 2, 12000, clock() - interval '9 days');
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 3, 'arrived', '2026-05-01 10:00Z'), (10001, 3, 'seen', '2026-05-01 10:30Z');
		insert into task_types (name, role, days) values ('Call the payer', 'front_desk', 1);
		insert into tasks (client_id, type_id, title, clinical, role, due_on, made_at) values (10001, 1, 'Call the payer', false, 'front_desk', '2026-05-02', clock())`)
	for _, kind := range []string{"note_unsigned", "visit_without_outcome", "task_due"} {
		row(t, d, `kind = '`+kind+`'`)
	}
	if code, _ := ask(biller, "POST", row(t, d, `field = 'npi'`)+"/question", "to", "owner", "_once", "a"); code != http.StatusSeeOther {
		t.Fatalf("asking: %d", code)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	list := worklist.New(d.DB)
	must(list.TakeBack(t.Context(), biller, 10001, 1))
	must(scheduling.New(d.DB).Mark(t.Context(), desk, 10001, 4, scheduling.Mark{Kind: scheduling.MarkNoShow}))
	must(list.HandTask(t.Context(), desk, 10001, 1, worklist.Handing{Who: "front_desk", Due: "2026-05-20", Version: "front_desk.0.2026-05-02"}))
	must(workflow.New(d.DB).SetPromise(t.Context(), owner, "note_unsigned", workflow.PromiseForm{
		TargetForm: overview.TargetForm{Hours: "200", Percent: "95"}, LadderForm: worklist.LadderForm{Own: "no"},
	}))
	_, err := list.SettleDue(t.Context())
	must(err)
	for _, c := range []struct {
		who  access.Actor
		says string
	}{
		{desk, `No longer late for <a class="name" href="/clients/10001">Nadia Haddad</a>: a target or setting was changed.`},
		{desk, `Tomasz Wieczorek: <a class="name" href="/clients/10001">Nadia Haddad</a> did not come.`},
		{desk, `Tomasz Wieczorek: task put to a later day for <a`},
		{biller, `Kwame Mensah: question taken back for <a`},
	} {
		if _, body := ask(c.who, "GET", "/worklist"); !strings.Contains(body, c.says) {
			_, log, _ := strings.Cut(body, `id="cleared-h"`)
			t.Errorf("the log of %s does not say %q:\n%s", c.who.Name(), c.says, log[:min(len(log), 3000)])
		}
	}
}

func TestABirthDateGivenInARowReturnsToTheListAsItWas(t *testing.T) {
	d, ask := open(t)
	arrange(t, d, `update clients set birth_date = null`)
	row(t, d, `kind = 'birth_missing'`)
	_, body := ask(desk, "GET", "/worklist?who=front_desk")
	_, form, _ := strings.Cut(body, `action="/clients/10001/birth-date"`)
	form, _, _ = strings.Cut(form, "</form>")
	if !strings.Contains(form, `value="/worklist?who=front_desk"`) {
		t.Errorf("the row's form goes back elsewhere: %s", form)
	}
}

func TestAMessageSaysSinceWhenSomebodyWaitsNotWhenItWasDue(t *testing.T) {
	d, ask := open(t)
	arrange(t, d, `insert into conversations (client_id, kind, opened_at, pool, waits_since, last_at)
		values (10001, 'billing', '2026-05-03 07:49Z', 'front_desk', '2026-05-03 07:49Z', '2026-05-03 07:49Z')`)
	row(t, d, `kind = 'message_unanswered' and since = '2026-05-04 07:49Z'`)
	if _, body := ask(desk, "GET", "/worklist?kind=message_unanswered"); !strings.Contains(body, "They wait since Sun 3 May, 07:49") {
		_, detail, _ := strings.Cut(body, "They wait since")
		t.Errorf("it says %.60q", detail)
	}
}
