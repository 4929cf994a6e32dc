package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
	"charthouse/web/browsertest"
	"charthouse/web/href"
)

const guardedSecret = "lantern quarry mitten"

// guardedFiles are Nadia Haddad (10001), insured, with what only clinicians may
// read, seen this morning; and Omar Farouk (10002), who pays himself, was here in
// April and comes again on Thursday. Both have a form to fill in.
const guardedFiles = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2037-05-04 15:00Z', true);
	insert into practice (name, zone, phone, invoice_days) values ('Kestrel Lane Health', 'America/Chicago', '555 0100', 14);
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into services (code, label, cents) values ('99214', 'Visit, moderate', 18600);
	insert into note_templates (name, sections) values ('Review', '[{"key": "s", "title": "Subjective"}, {"key": "p", "title": "Plan"}]');
	insert into forms (name) values ('Before your visit');
	insert into form_versions (form_id, number, definition, published_at)
	values (1, 1, '{"sections": [{"title": "Today", "fields": [{"key": "talk", "label": "What would you like to talk about?", "kind": "long"}]}]}', clock());
	insert into visit_types (name, minutes, service_id, template_id, form_id) values ('Diabetes review', 30, 1, 1, 1);
	insert into payers (name) values ('Larkfield Mutual');
	insert into clients (id, given, family, birth_date, phone, opened_at)
	values (10001, 'Nadia', 'Haddad', '1985-03-14', '555 0142', clock()), (10002, 'Omar', 'Farouk', '1971-01-02', '555 0177', clock());
	insert into coverages (client_id, payer_id, member_number, copay_cents) values (10001, 1, 'LM 4471', 2500);
	insert into allergies (client_id, substance, reaction, severity, recorded_at) values (10001, 'Penicillin', 'anaphylaxis', 'severe', clock());
	insert into medications (client_id, name, directions, recorded_at) values (10001, 'Metformin 1 g', 'twice a day', clock());
	insert into problems (client_id, label, recorded_at) values (10001, 'Neuropathy of both feet', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2037-05-04 09:30', '2037-05-04 14:30Z', '2037-05-04 15:00Z'),
	  ('visit', 1, 'America/Chicago', '2037-04-06 09:30', '2037-04-06 14:30Z', '2037-04-06 15:00Z'),
	  ('visit', 1, 'America/Chicago', '2037-05-07 09:30', '2037-05-07 14:30Z', '2037-05-07 15:00Z'),
	  ('visit', 1, 'America/Chicago', '2037-05-08 09:30', '2037-05-08 14:30Z', '2037-05-08 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, coverage_id, booked_at)
	values (10001, 1, 1, 1, 18600, 1, clock()), (10002, 2, 1, 1, 18600, null, clock()), (10002, 3, 1, 1, 18600, null, clock()), (10001, 4, 1, 1, 18600, 1, clock());
	insert into visit_marks (client_id, visit_id, kind, at)
	values (10001, 1, 'arrived', '2037-05-04 14:25Z'), (10001, 1, 'seen', '2037-05-04 15:00Z'), (10002, 2, 'seen', '2037-04-06 15:00Z');
	insert into packets (client_id, visit_id, version_id, made_at, opened_at, finished_at)
	values (10001, 1, 1, clock(), '2037-05-04 13:00Z', '2037-05-04 13:12Z'), (10002, 3, 1, clock(), null, null), (10001, 4, 1, clock(), null, null);
	insert into answers (client_id, packet_id, field, value, saved_at) values (10001, 1, 'talk', '"My feet burn at night."', clock());
	insert into diagnosis_codes (code, billable, label) values ('E11.65', true, 'Type 2 diabetes mellitus with hyperglycemia');
	select settle(10001), settle(10002);
	commit`

// clinicalWords stand in Nadia's file, her note and her form.
var clinicalWords = []string{"Penicillin", "anaphylaxis", "Metformin", "Neuropathy", "Morning sugars", "Empagliflozin", "hyperglycemia", "feet burn"}

const guardedNadia, guardedOmar = id.Client(10001), id.Client(10002)

// guarded is the whole site with one person of each role: Amara (1) is a
// clinician, Tomasz (2) sits at the desk, Kwame (3) bills, Ingrid (4) manages,
// Oda (5) owns. Cookies of patients need a day after the machine's own.
type guarded struct {
	*dbtest.Database
	url           string
	claim         id.Claim // Nadia's
	invoice, note string   // paths of Omar's invoice and of the coded part of Nadia's note
}

func openGuarded(t *testing.T) guarded {
	t.Helper()
	d, _, handler := wired(t)
	d.Clock.Set(time.Date(2037, 5, 4, 16, 0, 0, 0, time.UTC))
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	g := guarded{Database: d, url: srv.URL}
	for _, w := range [][2]string{{"Amara Okafor", "clinician"}, {"Tomasz Wieczorek", "front_desk"}, {"Kwame Mensah", "biller"}, {"Ingrid Solheim", "manager"}, {"Oda Berg", "owner"}} {
		first, _, _ := strings.Cut(strings.ToLower(w[0]), " ")
		form := practice.StaffForm{Name: w[0], Email: first + "@kestrel.example", Roles: []string{w[1]}}
		if _, err := practice.New(d.DB).AddStaff(t.Context(), access.System(access.Console), form, guardedSecret); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Owner.Exec(t.Context(), guardedFiles); err != nil {
		t.Fatal(err)
	}
	g.note = href.Coding(guardedNadia, g.sign(t, guardedNadia, 1))
	g.sign(t, guardedOmar, 2)
	g.row(t, &g.claim, `select id from claims where client_id = 10001`)
	var invoice id.Invoice
	g.row(t, &invoice, `select id from invoices where client_id = 10002`)
	g.invoice = href.Invoice(guardedOmar, invoice)
	return g
}

// sign writes and signs the note of a visit as its clinician.
func (g guarded) sign(t *testing.T, c id.Client, visit id.Visit) id.Note {
	t.Helper()
	amara := access.StaffMember(1, "Amara Okafor", access.Clinician)
	draft := docs.Draft{
		Sections:  map[string]string{"s": "Morning sugars are still high.", "p": "Empagliflozin 10 mg."},
		Diagnoses: []string{"E11.65"}, Services: []string{"1"}, Checked: true,
	}
	n, err := db.Make(t.Context(), g.DB, amara, access.WriteNote.On(c), func(tx *db.Tx) (id.Note, error) {
		n, err := docs.SaveTx(t.Context(), tx, visit, draft)
		return n.ID, err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := workflow.New(g.DB).SignNote(t.Context(), amara, c, n); err != nil {
		t.Fatal(err)
	}
	return n
}

func (g guarded) row(t *testing.T, into any, sql string, args ...any) {
	t.Helper()
	if err := g.Owner.QueryRow(t.Context(), sql, args...).Scan(into); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// in signs somebody in where the door stands open.
func (g guarded) in(b *browsertest.Browser, first string) {
	b.Fill("Work email", first+"@kestrel.example")
	b.Fill("Password", guardedSecret)
	b.Click("Sign in")
}

func (g guarded) out(b *browsertest.Browser) {
	b.Click("css:.me summary")
	b.Click("Sign out")
	b.See("Work email")
}

// at opens a page and waits for the status of its answer.
func (g guarded) at(b *browsertest.Browser, path string, status int) {
	b.Open(g.url + path)
	g.answered(b, status)
}

func (g guarded) answered(b *browsertest.Browser, status int) {
	b.Until(fmt.Sprintf("the answer is %d", status), fmt.Sprintf(`performance.getEntriesByType('navigation')[0].responseStatus === %d`, status))
}

// silent fails where the page says a clinical word.
func (g guarded) silent(t *testing.T, b *browsertest.Browser, but ...string) {
	t.Helper()
	text := b.Text("body")
	for _, w := range clinicalWords {
		if strings.Contains(text, w) && !slices.Contains(but, w) {
			t.Errorf("%s says %s", b.URL(), w)
		}
	}
}

// picture goes into the folder that SHOTS names, if it names one.
func (g guarded) picture(b *browsertest.Browser, name string) {
	if dir := os.Getenv("SHOTS"); dir != "" {
		b.Screenshot(filepath.Join(dir, name+".png"))
	}
}

// link is what the mailer would put into a patient's mail.
func (g guarded) link(t *testing.T, c id.Client, packet id.Packet) (token string) {
	t.Helper()
	err := g.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(c), func(tx *db.Tx) (err error) {
		token, err = intake.MintLinkTx(t.Context(), tx, packet, 0, false)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return token
}
